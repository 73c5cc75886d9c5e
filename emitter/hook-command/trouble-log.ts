import { appendFileSync, mkdirSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { stateDirectory } from "../spool/spool-directory";
import { readIfThere } from "./state-files";

/** Two files of this at most: what went wrong is told once it is looked for, and never fills a disk. */
const logBytesMax = 256 * 1024;

/** `lost`: a payload was not kept. `send`: events wait, or were refused. `command`: the command itself failed. */
export type Trouble = { at: string; kind: "lost" | "send" | "command"; message: string };

export const troubleLogPath = () => join(stateDirectory(), "hook-troubles.jsonl");

/** Notes what nobody could be told, without payloads or keys. Never throws: there is nobody to tell that. */
export function logTrouble(kind: Trouble["kind"], message: string): void {
  try {
    const path = troubleLogPath();
    const trouble: Trouble = { at: new Date().toISOString(), kind, message };
    mkdirSync(stateDirectory(), { recursive: true, mode: 0o700 });
    if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > logBytesMax) renameSync(path, `${path}.1`);
    appendFileSync(path, `${JSON.stringify(trouble)}\n`, { mode: 0o600 });
  } catch {
    // A full disk, a home that is not ours.
  }
}

/** What is noted, oldest first. */
export function readTroubles(): Trouble[] {
  const path = troubleLogPath();
  return [readIfThere(`${path}.1`), readIfThere(path)].flatMap((text) =>
    (text ?? "").split("\n").flatMap((line) => {
      try {
        return [JSON.parse(line) as Trouble];
      } catch {
        return [];
      }
    }),
  );
}
