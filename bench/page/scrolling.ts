import type { Page } from "@playwright/test";
import type { BenchBrowser } from "./bench-browser";

export type Scrolling = { loaded: number; framesPerSecond: number; longestFrameMs: number };

const list = '[aria-label="Events, newest first"]';
const scrolledMs = 10_000;
/** About as fast as a hand on a wheel that wants to get far. */
const pixelsPerSecond = 6_000;

/** Loads that many events by going to the list's end over and over, then scrolls through them from the top. */
export async function measureScrolling(browser: BenchBrowser, address: string, events: number): Promise<Scrolling> {
  const { page, close } = await browser.open();
  try {
    await page.goto(address);
    await page.locator("button.row").first().waitFor();
    const loaded = await load(page, events);
    return { loaded, ...(await scroll(page)) };
  } finally {
    await close();
  }
}

/** Rows have one height, so how many are loaded is told by the list's. */
async function load(page: Page, events: number): Promise<number> {
  const countLoaded = () =>
    page.evaluate((name) => Math.floor((document.querySelector(name)?.clientHeight ?? 0) / 28), list);
  const more = page.getByRole("button", { name: "Show earlier" });
  let loaded = await countLoaded();
  let stuck = 0;
  while (loaded < events && stuck < 50) {
    await page.evaluate((name) => document.querySelector(name)?.parentElement?.scrollTo(0, 1e9), list);
    if (await more.isVisible()) await more.click();
    await page.waitForTimeout(20);
    const now = await countLoaded();
    stuck = now > loaded ? 0 : stuck + 1;
    loaded = now;
  }
  return loaded;
}

async function scroll(page: Page): Promise<Omit<Scrolling, "loaded">> {
  return page.evaluate(
    ({ name, forMs, speed }) =>
      new Promise<Omit<Scrolling, "loaded">>((resolve) => {
        const scroller = document.querySelector(name)?.parentElement;
        if (!scroller) throw new Error("there is no list");
        scroller.scrollTo(0, 0);
        let frames = 0;
        let longestFrameMs = 0;
        let startedMs = 0;
        let lastMs = 0;
        const frame = (nowMs: number) => {
          if (startedMs === 0) startedMs = nowMs;
          else {
            frames += 1;
            longestFrameMs = Math.max(longestFrameMs, nowMs - lastMs);
          }
          lastMs = nowMs;
          const sinceMs = nowMs - startedMs;
          scroller.scrollTo(0, (sinceMs / 1_000) * speed);
          if (sinceMs < forMs) requestAnimationFrame(frame);
          else resolve({ framesPerSecond: frames / (sinceMs / 1_000), longestFrameMs });
        };
        // The jump to the top is not scrolling.
        setTimeout(() => requestAnimationFrame(frame), 1_000);
      }),
    { name: list, forMs: scrolledMs, speed: pixelsPerSecond },
  );
}
