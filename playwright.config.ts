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
  // Two cores: many journeys wait more than they compute, but a third browser, app and PostgreSQL would find no turn.
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  // Whole machines of processes on two cores: what fails once for want of a turn gets one more, and `npm test` names it.
  retries: 1,
  reporter: jsonReport ? [["list"], ["json"]] : [["list"]],
  use: {
    // A control that isn't there is told within seconds, not at the end of the journey's minute.
    actionTimeout: 10_000,
    trace: "retain-on-first-failure",
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
