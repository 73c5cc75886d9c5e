import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { createEmitter } from "@/emitter";
import { replayHookPayloads } from "./replay-claude-code";
import { team } from "./team";

const statsIntervalMs = 5_000;
const hookPaceMs = 900;
const claudeCodeFile = new URL("claude-code-session.jsonl", import.meta.url);

const { SIGHTLINE_URL: url, SIGHTLINE_API_KEY: apiKey } = process.env;
if (!url || !apiKey) {
  console.error("Set SIGHTLINE_URL and SIGHTLINE_API_KEY, or use npm run demo, which does.");
  process.exit(1);
}

const stop = new AbortController();
for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => stop.abort());
const seed = Date.now() % 2 ** 32;
let lastTrouble = "";
const emitter = createEmitter({
  url,
  apiKey,
  onError: ({ message }) => {
    if (message !== lastTrouble) console.error(message);
    lastTrouble = message;
  },
});

const statsTimer = setInterval(printStats, statsIntervalMs);
try {
  await Promise.all([playTeam(), playClaudeCode()]);
} catch (error) {
  if (!stop.signal.aborted) throw error;
} finally {
  clearInterval(statsTimer);
  await emitter.close();
  printStats();
}

async function playTeam(): Promise<void> {
  for (const { waitMs, draft } of team({ seed })) {
    await sleep(waitMs, undefined, { signal: stop.signal });
    emitter.emit(draft);
  }
}

async function playClaudeCode(): Promise<void> {
  for (let round = 0; !stop.signal.aborted; round += 1) {
    await replayHookPayloads({
      emitter,
      file: claudeCodeFile,
      paceMs: hookPaceMs,
      signal: stop.signal,
      renameSession: (sessionId) => sessionOfRun(`${sessionId} ${seed} ${round}`),
    });
  }
}

/** A UUID like those of Claude Code, another for each run and round. */
function sessionOfRun(name: string): string {
  const hex = createHash("sha256").update(name).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function printStats(): void {
  const { sent, queued, dropped } = emitter.stats();
  const lost = `${dropped.queueFull} queue full, ${dropped.refused} refused, ${dropped.network} network`;
  console.log(`${sent} events stored, ${queued} on their way; dropped: ${lost}`);
}
