import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { draftFromHook, type Emitter } from "@/emitter";

export type ReplayOptions = {
  emitter: Emitter;
  /** A JSONL file, one hook payload a line. */
  file: string | URL;
  /** How long to wait before each payload; 0 sends all at once. */
  paceMs?: number;
  /** Gives every session another id: payloads name their actions, so a second replay under the same ids stores nothing. */
  renameSession?: (sessionId: string) => string;
  signal?: AbortSignal;
};

/** Sends a file of Claude Code hook payloads through the emitter, in order. Resolves with how many it emitted. */
export async function replayHookPayloads(options: ReplayOptions): Promise<number> {
  const { emitter, file, paceMs = 0, renameSession, signal } = options;
  const lines = (await readFile(file, "utf8")).split("\n").filter((line) => line.trim() !== "");
  let emitted = 0;
  for (const line of lines) {
    if (paceMs > 0) await sleep(paceMs, undefined, signal && { signal });
    const draft = draftFromHook("claude-code", JSON.parse(renameSession ? renamed(line, renameSession) : line));
    emitter.emit(draft);
    emitted += 1;
  }
  return emitted;
}

/** In the text rather than in `session_id` alone, so that transcript paths follow. */
function renamed(line: string, renameSession: (sessionId: string) => string): string {
  const { session_id } = JSON.parse(line) as { session_id?: unknown };
  return typeof session_id === "string" ? line.replaceAll(session_id, renameSession(session_id)) : line;
}
