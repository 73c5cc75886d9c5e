import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { FlusherState } from "../hook-command/flusher-state";

export type Ended = { code: number | null; stdout: string; stderr: string };

/** A home of its own for the command under test, and what it leaves there. */
export type CommandHome = {
  folder: string;
  run(args: readonly string[], input?: string | Buffer, env?: Record<string, string>): Promise<Ended>;
  start(args: readonly string[], env?: Record<string, string>): ChildProcess;
  /** What flushers have said of themselves, by spool. */
  flushers(): FlusherState[];
  /** The records of all spools, in no order. One that a flusher took in mid-write is there twice, and given once. */
  records(): Record<string, unknown>[];
  /** Ends the flushers that were started here, and deletes everything. */
  remove(): void;
};

/** `command` is the bundled file; `settings` is what its environment has besides the home. */
export function createCommandHome(command: string, settings: Record<string, string> = {}): CommandHome {
  const folder = mkdtempSync(join(tmpdir(), "sightline-home-"));
  const spools = join(folder, ".sightline/spool");
  const {
    SIGHTLINE_URL: _,
    SIGHTLINE_API_KEY: __,
    XDG_STATE_HOME: ___,
    XDG_CONFIG_HOME: ____,
    ...inherited
  } = process.env;
  const environment = { ...inherited, HOME: folder, ...settings };

  const start = (args: readonly string[], env: Record<string, string> = {}) =>
    spawn(process.execPath, [command, ...args], { cwd: folder, env: { ...environment, ...env }, stdio: "pipe" });

  const spoolNames = () => (existsSync(spools) ? readdirSync(spools) : []);

  const flushers = () =>
    spoolNames().flatMap((name) => {
      const path = join(spools, name, "flusher.json");
      return existsSync(path) ? [JSON.parse(readFileSync(path, "utf8")) as FlusherState] : [];
    });

  return {
    folder,
    start,
    flushers,
    async run(args, input = "", env) {
      const child = start(args, env);
      child.stdin?.on("error", () => undefined);
      child.stdin?.end(input);
      const { stdout, stderr } = child;
      const read = [stdout, stderr].map((stream) => (stream ? text(stream) : ""));
      const [[code], said = "", complained = ""] = await Promise.all([once(child, "close"), ...read]);
      return { code: code as number | null, stdout: said, stderr: complained };
    },
    records() {
      const records = spoolNames().flatMap((name) =>
        readdirSync(join(spools, name))
          .filter((file) => file.endsWith(".jsonl"))
          .flatMap((file) => readFileSync(join(spools, name, file), "utf8").split("\n"))
          .flatMap((line) => (line === "" ? [] : [JSON.parse(line) as Record<string, unknown>])),
      );
      return [...new Map(records.map((record) => [record.id, record])).values()];
    },
    remove() {
      for (const { pid } of flushers()) if (pid !== null) endIfRunning(pid);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function endIfRunning(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}
