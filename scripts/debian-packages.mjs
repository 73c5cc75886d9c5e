// @ts-check
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { FriendlyError } from "./friendly-error.mjs";

/**
 * Installs what the tests need and a bare machine lacks, where that is possible: as root on Debian. Whether it is there
 * now, the caller looks for itself.
 * @param {string[]} names
 */
export function installDebianPackages(names) {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  runQuietly("apt-get", ["update"], env);
  runQuietly("apt-get", ["install", "-y", "--no-install-recommends", ...names], env);
}

/**
 * Finds programs, or installs them from the packages that have them.
 * @param {Readonly<Record<string, string>>} programs each with its Debian package
 * @param {string} purpose ends the sentence "… are needed for"
 */
export function ensurePrograms(programs, purpose) {
  const missing = Object.keys(programs).filter((program) => !isThere(program));
  if (missing.length === 0) return;
  console.log(`Installing ${missing.join(" and ")} for ${purpose}…`);
  installDebianPackages(missing.map((program) => programs[program] ?? program));
  if (missing.every(isThere)) return;
  const names = Object.keys(programs).join(" and ");
  throw new FriendlyError(`${names} are needed for ${purpose}, and could not be installed: install them.`);
}

/** @param {string} program */
function isThere(program) {
  return spawnSync(program, ["--version"], { stdio: "ignore" }).status === 0;
}

/**
 * Runs a program of which only complaints are worth seeing.
 * @param {string} program
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
export function runQuietly(program, args, env = process.env) {
  const { status, stderr } = spawnSync(program, args, { env, encoding: "utf8", stdio: ["ignore", "ignore", "pipe"] });
  if (status !== 0) console.error(stderr);
}
