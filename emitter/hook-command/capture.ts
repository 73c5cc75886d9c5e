import { homedir } from "node:os";
import type { CommandAgent } from "../agents/hook-agents";
import { appendToSpool } from "../spool/append-to-spool";
import { spoolDirectory } from "../spool/spool-directory";
import { mayStart, runningFlusher } from "./flusher-state";
import { encodeRecord } from "./hook-record";
import { readInput } from "./read-input";
import { readTarget } from "./target-config";
import { logTrouble } from "./trouble-log";

/**
 * Keeps one payload and leaves, always with 0 and without a word on stdout: agents read a decision out of anything else.
 * This is all that an agent ever waits for, so it loads nothing that it doesn't need and talks to nobody.
 */
export function capture(agent: CommandAgent, args: readonly string[]): void {
  const isVerbose = args.includes("--verbose");
  const leave = (kind: "kept" | "lost", message: string) => {
    if (kind === "lost") logTrouble(kind, `${agent}: ${message}`);
    if (!isVerbose) return process.exit(0);
    process.stdout.write(`${message}\n`, () => process.exit(0));
  };
  // Nobody is left to tell, and an agent must not be stopped by this.
  process.on("uncaughtException", (error) => leave("lost", error.message));
  readInput(args, (sent) => {
    if (sent === null) leave("lost", "No payload came.");
    else leave(...keep(agent, sent));
  });
}

function keep(agent: CommandAgent, sent: Buffer): ["kept" | "lost", string] {
  const { url, apiKey, redact } = readTarget();
  if (url === undefined || apiKey === undefined) {
    return ["lost", `No ${url === undefined ? "address" : "key"} is configured: see sightline-hook doctor.`];
  }
  let record: string;
  try {
    record = encodeRecord(agent, sent, { redact });
  } catch {
    return ["lost", `A payload of ${sent.length} bytes is no JSON.`];
  }
  const directory = spoolDirectory({ url, apiKey }, "hooks");
  try {
    appendToSpool(directory, [record]);
  } catch (error) {
    return ["lost", `The spool takes nothing: ${(error as Error).message}`];
  }
  if (runningFlusher(directory) === null && mayStart(directory)) startFlusher();
  return ["kept", `Kept in ${directory}.`];
}

/** In a session of its own, so that it survives what an agent does to the processes that it started. */
function startFlusher(): void {
  // Loaded here because most calls find a flusher at work.
  const { spawn } = require("node:child_process") as typeof import("node:child_process");
  const child = spawn(process.execPath, [__filename, "flush", "--stay"], {
    cwd: homedir(),
    detached: true,
    stdio: "ignore",
    windowsHide: true,
  });
  child.unref();
}
