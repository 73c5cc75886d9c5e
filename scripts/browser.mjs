// @ts-check
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { FriendlyError } from "./friendly-error.mjs";

const systemBrowsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser"];

/** Finds a Chromium for the browser tests, or installs one: Debian's as root, else Playwright's own. */
export async function ensureBrowser() {
  if (await hasBrowser()) return;
  console.log("Installing Chromium for the browser tests…");
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    quietly("apt-get", ["update"], env);
    quietly("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], env);
  }
  if (!(await hasBrowser())) quietly(process.execPath, ["node_modules/@playwright/test/cli.js", "install", "chromium"]);
  if (await hasBrowser()) return;
  throw new FriendlyError(
    "The browser tests need Chromium, and it could not be installed: install the package chromium.",
  );
}

async function hasBrowser() {
  const { chromium } = await import("@playwright/test");
  return [chromium.executablePath(), ...systemBrowsers].some((path) => existsSync(path));
}

/**
 * @param {string} program
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
function quietly(program, args, env = process.env) {
  const { status, stderr } = spawnSync(program, args, { env, encoding: "utf8", stdio: ["ignore", "ignore", "pipe"] });
  if (status !== 0) console.error(stderr);
}
