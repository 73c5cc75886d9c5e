import type { Page } from "@playwright/test";
import type { BenchBrowser } from "./bench-browser";

export type Opening = {
  /** Milliseconds from the navigation: the largest paint, and the first key that a row answers. */
  largestPaintMs: number;
  interactiveMs: number;
};

/** As long without another script, they have all come. */
const quietMs = 2_500;

/** Opens a page of events with an empty cache, and presses a key until a row takes the focus. */
export async function measureOpening(browser: BenchBrowser, address: string): Promise<Opening> {
  const { page, close } = await browser.open();
  try {
    await page.addInitScript(() => {
      const seen = window as unknown as { largestPaintMs: number };
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) seen.largestPaintMs = entry.startTime;
      }).observe({ type: "largest-contentful-paint", buffered: true });
    });
    await page.goto(address);
    const interactiveMs = await untilInteractive(page);
    const largestPaintMs = await page.evaluate(() => (window as unknown as { largestPaintMs: number }).largestPaintMs);
    return { largestPaintMs, interactiveMs };
  } finally {
    await close();
  }
}

/** Presses a key until a row takes the focus: rows are painted before they hear anything. Answers when that was. */
function untilInteractive(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const press = () => {
          document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "j", bubbles: true, cancelable: true }));
          requestAnimationFrame(() => {
            if (document.activeElement?.matches(".row")) resolve(performance.now());
            else setTimeout(press, 10);
          });
        };
        press();
      }),
  );
}

/**
 * Bytes of the scripts that a page of events fetches with an empty cache, as they came, compressed, until no more did: with all that
 * it fetches beforehand while the browser rests, or in a browser that never does.
 */
export async function measureScripts(browser: BenchBrowser, address: string, { rests }: { rests: boolean }) {
  const { page, close } = await browser.open();
  try {
    const sizes: Promise<number>[] = [];
    page.on("requestfinished", (request) => {
      if (request.resourceType() === "script") sizes.push(request.sizes().then((size) => size.responseBodySize));
    });
    if (!rests) {
      await page.addInitScript(() => {
        window.requestIdleCallback = () => 0;
      });
    }
    await page.goto(address);
    await untilInteractive(page);
    if (rests) await page.waitForFunction(() => performance.getEntriesByName("late-parts-done").length > 0);
    for (let seen = -1; seen < sizes.length; await page.waitForTimeout(quietMs)) seen = sizes.length;
    return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  } finally {
    await close();
  }
}

/**
 * Milliseconds from a click on a quick filter to the first frame in which all rows in view are of it: on a page that has just begun
 * to hear its reader and is still fetching, or on one at rest.
 */
export async function measureFilterChange(browser: BenchBrowser, address: string, { rests }: { rests: boolean }) {
  const { page, close } = await browser.open();
  try {
    await page.goto(address);
    await untilInteractive(page);
    if (rests) await page.waitForFunction(() => performance.getEntriesByName("late-parts-done").length > 0);
    const choice = page
      .getByLabel("Quick filters")
      .getByRole("button", { name: /^failure/ })
      .first();
    const button = await choice.elementHandle();
    return await page.evaluate(
      (element) =>
        new Promise<number>((resolve) => {
          const startedMs = performance.now();
          (element as HTMLElement).click();
          const look = () => {
            const rows = [...document.querySelectorAll("button.row")];
            const fits = rows.length > 0 && rows.every((row) => row.querySelector(".out.failure"));
            if (fits) resolve(performance.now() - startedMs);
            else requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        }),
      button,
    );
  } finally {
    await close();
  }
}
