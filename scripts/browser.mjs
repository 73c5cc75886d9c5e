// @ts-check
import { existsSync } from "node:fs";
import { installDebianPackages, runQuietly } from "./debian-packages.mjs";
import { FriendlyError } from "./friendly-error.mjs";

const systemBrowsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser"];

/** Finds a Chromium for the browser tests, or installs one: Debian's as root, else Playwright's own. */
export async function ensureBrowser() {
  if (await hasBrowser()) return;
  console.log("Installing Chromium for the browser tests…");
  installDebianPackages(["chromium"]);
  if (!(await hasBrowser())) {
    runQuietly(process.execPath, ["node_modules/@playwright/test/cli.js", "install", "chromium"]);
  }
  if (await hasBrowser()) return;
  throw new FriendlyError(
    "The browser tests need Chromium, and it could not be installed: install the package chromium.",
  );
}

async function hasBrowser() {
  const { chromium } = await import("@playwright/test");
  return [chromium.executablePath(), ...systemBrowsers].some((path) => existsSync(path));
}
