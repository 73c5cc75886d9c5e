import { existsSync } from "node:fs";
import { chromium, defineConfig } from "@playwright/test";

const systemBrowser = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find(existsSync);
// Debian's browser, unless Playwright's own has been installed.
const executablePath = existsSync(chromium.executablePath()) ? undefined : systemBrowser;
const jsonReport = process.env.PLAYWRIGHT_JSON_OUTPUT_NAME;

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  timeout: 60_000,
  // Two cores: the browser, the app and PostgreSQL are busy enough with one journey.
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  reporter: jsonReport ? [["list"], ["json"]] : [["list"]],
  use: {
    // A control that isn't there is told within seconds, not at the end of the journey's minute.
    actionTimeout: 10_000,
    trace: "retain-on-failure",
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      // Chromium's sandbox refuses root.
      chromiumSandbox: process.getuid?.() !== 0,
      args: [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
      ],
    },
  },
  projects: [{ name: "desktop", use: { viewport: { width: 1440, height: 900 } } }],
});
