import type { Page } from "@playwright/test";
import { type Caller, ingest } from "@/e2e/api";
import type { EventDraft } from "@/emitter";
import type { BenchBrowser } from "./bench-browser";

export type Replay = {
  events: number;
  framesPerSecond: number;
  longestFrameMs: number;
  /** How often a second the rows and the agents' states were others. */
  rowsPerSecond: number;
  /** What an empty page reaches beside it: nothing can be faster. */
  emptyFramesPerSecond: number;
};

const playedMs = 10_000;
/** The session's events lie over so long: at 100× some 550 of them a second. */
const sessionMs = 3_600_000;
const batch = 1_000;

/** Plays a session of that many events at 100×, from its beginning, with its lanes, its rows and the agents' states in view. */
export async function measureReplay(
  browser: BenchBrowser,
  { caller, workspace, events }: { caller: Caller; workspace: string; events: number },
): Promise<Replay> {
  const session = `replay-${Date.now()}`;
  for (const drafts of draftsOf(session, events)) await ingest(caller, drafts);
  const emptyFramesPerSecond = await measureEmpty(browser);
  const { page, close } = await browser.open();
  try {
    await page.goto(`${caller.url}/w/${workspace}/sessions/${session}?speed=100`);
    await page.getByText(`${events.toLocaleString("en")} of ${events.toLocaleString("en")} events`).waitFor();
    await page.getByRole("slider", { name: "Position in the session" }).press("Home");
    await page.getByRole("button", { name: "Play" }).click();
    // The pointer rests beside the rows, which stand still under it.
    await page.mouse.move(5, 5);
    const { framesPerSecond, longestFrameMs, changes } = await countFrames(page, playedMs);
    return {
      events,
      framesPerSecond,
      longestFrameMs,
      rowsPerSecond: (changes * 1_000) / playedMs,
      emptyFramesPerSecond,
    };
  } finally {
    await close();
  }
}

async function measureEmpty(browser: BenchBrowser): Promise<number> {
  const { page, close } = await browser.open();
  try {
    return (await countFrames(page, playedMs / 2)).framesPerSecond;
  } finally {
    await close();
  }
}

/** Counts the frames that a page draws, and how often the count of events that have happened was another. */
function countFrames(page: Page, forMs: number) {
  return page.evaluate(
    (untilMs) =>
      new Promise<{ framesPerSecond: number; longestFrameMs: number; changes: number }>((resolve) => {
        const told = document.querySelector(".replay-rows .bh span");
        let text = told?.textContent;
        let changes = 0;
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
          if (told?.textContent !== text) {
            text = told?.textContent;
            changes += 1;
          }
          const sinceMs = nowMs - startedMs;
          if (sinceMs < untilMs) requestAnimationFrame(frame);
          else resolve({ framesPerSecond: (frames * 1_000) / sinceMs, longestFrameMs, changes });
        };
        requestAnimationFrame(frame);
      }),
    forMs,
  );
}

/** Six agents at work: uses of a tool one after the other, some of which fail, and now and then a wait for a person. */
function* draftsOf(session: string, events: number): Generator<EventDraft[]> {
  const startMs = Date.now() - sessionMs - 60_000;
  let drafts: EventDraft[] = [];
  for (let n = 0; n < events; n++) {
    const agent = n % 6;
    const step = Math.floor(n / 6);
    drafts.push({
      agent_id: `worker-${agent}`,
      session_id: session,
      timestamp: new Date(startMs + (n / events) * sessionMs).toISOString(),
      ...stepOf(step >> 1, { agent, isEnd: step % 2 === 1 }),
    });
    if (drafts.length === batch || n === events - 1) {
      yield drafts;
      drafts = [];
    }
  }
}

function stepOf(use: number, { agent, isEnd }: { agent: number; isEnd: boolean }): Omit<EventDraft, "agent_id"> {
  if (use % 35 === 3)
    return { event_type: isEnd ? "permission.approved" : "permission.requested", operation: "git push" };
  const metadata = {
    tool_name: "Bash",
    tool_use_id: `use-${agent}-${use}`,
    tool_input: { command: `npm test ${use}` },
  };
  if (!isEnd) return { event_type: "tool.started", operation: "Bash", metadata };
  return use % 25 === 1
    ? { event_type: "tool.failed", operation: "Bash", status: "failure", metadata }
    : { event_type: "tool.completed", operation: "Bash", status: "success", metadata };
}
