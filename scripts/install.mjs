// @ts-check
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withFileLock } from "./file-lock.mjs";
import { FriendlyError } from "./friendly-error.mjs";

/** Written last, so that an install that was interrupted is not taken for a whole one. */
const stampName = "node_modules/.sightline-lock-hash";

/** Guards everything that changes the clone: installing, generating, building. `dist` outlives `npm ci`. */
export const setupLock = "dist/setup.lock";

/**
 * Makes `node_modules` what `package-lock.json` says, if it isn't already.
 * @param {string} root the clone
 */
export async function ensureInstalled(root) {
  requireNode20();
  if (isInstalled(root)) return;
  const onWait = () => console.log("Another process is installing, waiting…");
  await withFileLock(join(root, setupLock), () => (isInstalled(root) ? undefined : install(root)), { onWait });
}

/** @param {string} root */
async function install(root) {
  console.log("Installing the packages that package-lock.json names…");
  rmSync(join(root, stampName), { force: true });
  // Building needs the development packages too, whatever NODE_ENV says.
  const code = await npm(root, ["ci", "--include=dev", "--include=optional"]);
  if (code !== 0) throw new FriendlyError(`Installing failed: npm ci ended with ${code}; its own message is above.`);
  writeFileSync(join(root, stampName), lockHash(root));
}

/**
 * @param {string} root
 * @param {string[]} args
 * @returns {Promise<number | string | null>} npm's exit code, or what kept it from running
 */
function npm(root, args) {
  const shell = process.platform === "win32";
  return new Promise((resolve) => {
    spawn("npm", args, { cwd: root, stdio: ["ignore", "inherit", "inherit"], shell })
      .once("error", (error) => resolve(error.message))
      .once("close", (code, signal) => resolve(code ?? signal));
  });
}

/** @param {string} root */
function isInstalled(root) {
  const stamp = join(root, stampName);
  return existsSync(stamp) && readFileSync(stamp, "utf8") === lockHash(root);
}

/** @param {string} root */
function lockHash(root) {
  return createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
}

function requireNode20() {
  if (Number.parseInt(process.versions.node, 10) >= 20) return;
  throw new FriendlyError(`Sightline needs Node.js 20 or newer; this is ${process.versions.node}.`);
}
