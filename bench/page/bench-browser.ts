import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import type { Account } from "@/e2e/account";
import { logIn } from "@/e2e/log-in";
import config from "@/playwright.config";

const screen = { width: 1440, height: 900 };

/** A real browser in which somebody is logged in; each page in a context of its own, with an empty cache. */
export type BenchBrowser = {
  open(): Promise<{ page: Page; close(): Promise<void> }>;
  close(): Promise<void>;
};

/** Starts the browser that the journeys use, and logs the account in. */
export async function startBenchBrowser(url: string, account: Account): Promise<BenchBrowser> {
  const browser: Browser = await chromium.launch(config.use?.launchOptions);
  const context: BrowserContext = await browser.newContext();
  await logIn(await context.newPage(), url, account);
  const storageState = await context.storageState();
  await context.close();
  return {
    async open() {
      const own = await browser.newContext({ storageState, viewport: screen });
      // The loader of these files names functions by a helper that the page doesn't have.
      await own.addInitScript({ content: "globalThis.__name = (named) => named;" });
      return { page: await own.newPage(), close: () => own.close() };
    },
    close: () => browser.close(),
  };
}
