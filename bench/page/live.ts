import { setTimeout as wait } from "node:timers/promises";
import type { CDPSession, Page } from "@playwright/test";
import { type Caller, ingest } from "@/e2e/api";
import type { BenchBrowser } from "./bench-browser";

export type Live = {
  /** What was sent a second, and how many rows the page had at the end that weren't there at the start. */
  sentPerSecond: number;
  longTasks: number;
  longestTaskMs: number;
  /** Megabytes in use after a collection: at the start, in the middle, at the end. */
  heapMb: readonly number[];
};

const batchesPerSecond = 10;

/** Follows a stream of so many events a second for so long. */
export async function measureLive(
  browser: BenchBrowser,
  address: string,
  { caller, rate, seconds }: { caller: Caller; rate: number; seconds: number },
): Promise<Live> {
  const { page, close } = await browser.open();
  try {
    await page.goto(address);
    await page.locator("button.row").first().waitFor();
    const session = await page.context().newCDPSession(page);
    const heap = () => heapInUse(session);
    // The first seconds fill what the page holds of the newest events.
    await send(caller, rate, Math.min(10, seconds));
    await watchTasks(page);
    const heapMb = [await heap()];
    const startedMs = performance.now();
    const first = await send(caller, rate, seconds / 2);
    heapMb.push(await heap());
    const second = await send(caller, rate, seconds / 2);
    const sentPerSecond = (first + second) / ((performance.now() - startedMs) / 1_000);
    heapMb.push(await heap());
    const tasks = await page.evaluate(() => (window as unknown as { longTasks: number[] }).longTasks);
    const long = tasks.filter((ms) => ms > 100);
    return { sentPerSecond, longTasks: long.length, longestTaskMs: Math.max(0, ...tasks), heapMb };
  } finally {
    await close();
  }
}

async function send(caller: Caller, rate: number, seconds: number): Promise<number> {
  const batch = Math.ceil(rate / batchesPerSecond);
  const startedMs = performance.now();
  let sent = 0;
  while (sent < rate * seconds) {
    await ingest(
      caller,
      Array.from({ length: batch }, (_, i) => ({
        event_type: i % 50 === 0 ? "task_failed" : "tool.completed",
        agent_id: `coder-${i % 20}`,
        operation: "Bash",
        session_id: `s-${i % 40}`,
        metadata: { duration_ms: sent + i, tool_name: "Bash", tool_input: { command: `npm test ${sent + i}` } },
      })),
    );
    sent += batch;
    const aheadMs = startedMs + (sent / rate) * 1_000 - performance.now();
    if (aheadMs > 0) await wait(aheadMs);
  }
  return sent;
}

async function watchTasks(page: Page): Promise<void> {
  await page.evaluate(() => {
    const tasks: number[] = [];
    (window as unknown as { longTasks: number[] }).longTasks = tasks;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) tasks.push(duration);
    }).observe({ type: "longtask" });
  });
}

async function heapInUse(session: CDPSession): Promise<number> {
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  return usedSize / 1_000_000;
}
