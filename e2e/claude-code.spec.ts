import { expect } from "@playwright/test";
import { createEmitter } from "@/emitter";
import { replayHookPayloads } from "@/prisma/scenarios/replay-claude-code";
import { ana } from "./account";
import { test } from "./fixtures";
import { eventRows } from "./timeline";

const file = new URL("../prisma/scenarios/claude-code-session.jsonl", import.meta.url);
const session_id = "a4c123b1-612d-4d27-a2d1-371c17149d43";

/** What somebody reads who asks for these types of the session, newest first. */
const told: Record<string, string[]> = {
  "session.started,session.ended": ["checkout ended its session", "checkout started a session"],
  "turn.started": [
    "checkout was asked Can customers be charged twice when the gateway times out?",
    "checkout was asked Good. Check the other places that use toFixed, then commit.",
    "checkout was asked Refunds of three-item orders are one cent off.",
  ],
  "agent.spawned,agent.completed": [
    "code-reviewer finished No idempotency key is sent",
    "code-reviewer was spawned role subagent",
    "Explore finished Two callers; the admin page rounds a second time.",
    "Explore was spawned role subagent",
  ],
  "tool.failed": ["checkout failed to run npx tsc --noEmit", "checkout failed to run npx vitest run test/refund"],
  "task.*": [
    "checkout completed Round once, at the end",
    "checkout completed Find where refunds are rounded",
    "checkout created Round once, at the end",
    "checkout created Find where refunds are rounded",
  ],
};

test("What Claude Code's hooks said, sent by the emitter, reads as sentences", async ({ page, app }) => {
  const emitter = createEmitter({ url: app.url, apiKey: ana.apiKey });
  const emitted = await replayHookPayloads({ emitter, file });
  await emitter.close();
  expect(emitted).toBeGreaterThan(200);
  expect(emitter.stats()).toMatchObject({ sent: emitted, queued: 0 });

  for (const [kinds, sentences] of Object.entries(told)) {
    await page.goto(`/w/${ana.workspace}/events?${new URLSearchParams({ session_id, kinds })}`);
    await expect(eventRows(page)).toContainText(sentences);
  }
});
