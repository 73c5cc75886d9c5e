import { setTimeout as sleep } from "node:timers/promises";
import { FriendlyError } from "@/scripts/friendly-error.mjs";
import type { Fault } from "./faults";
import { type Door, openNewcomer, openReaders, type Reader } from "./readers";
import { residentMb, type Stage, setStage } from "./stage";
import { askedFor, type Kept, verdict } from "./verdict";
import { Writers } from "./writers";

type RunOptions = {
  faults: readonly Fault[];
  rounds: number;
  /** How long everybody works before each fault. */
  calmMs: number;
  /** How long readers may take to have everything once a fault is over. */
  patienceMs: number;
  onRound?: (line: string) => void;
};

export type Outcome = {
  rounds: number;
  events: number;
  failedTries: number;
  reconnects: number;
  /** From the end of a fault until every reader had everything, the slowest of all rounds. */
  longestRepairMs: number;
  /** The same where everybody had to have everything while the fault lasted. */
  longestEnduredMs: number;
  /** Of both instances together, at the end of each round. */
  residentMb: number[];
};

type Run = {
  stage: Stage;
  writers: Writers;
  readers: readonly Reader[];
  door: Door;
  patienceMs: number;
  calmMs: number;
};

/** Trouble and repair, round after round, under load. Throws with every promise that was broken. */
export async function runFaults({ faults, rounds, calmMs, patienceMs, onRound }: RunOptions): Promise<Outcome> {
  const stage = await setStage();
  const end = new AbortController();
  const door = { url: stage.balancer.url, key: stage.key };
  const writers = new Writers({ ...door, signal: end.signal });
  const readers = openReaders(door);
  const run: Run = { stage, writers, readers, door, patienceMs, calmMs };
  const outcome: Outcome = {
    rounds,
    events: 0,
    failedTries: 0,
    reconnects: 0,
    longestRepairMs: 0,
    longestEnduredMs: 0,
    residentMb: [],
  };
  try {
    for (let round = 0; round < rounds; round += 1) {
      const fault = faults[round % faults.length];
      if (!fault) break;
      const { tookMs, events } = await playRound(run, fault, round);
      if (fault.endure) outcome.longestEnduredMs = Math.max(outcome.longestEnduredMs, tookMs);
      else outcome.longestRepairMs = Math.max(outcome.longestRepairMs, tookMs);
      outcome.events = events;
      const memory = stage.apps.map((app) => residentMb(app.pid()) ?? 0);
      outcome.residentMb.push(memory.reduce((sum, mb) => sum + mb, 0));
      const told = `all had all ${events} events after ${(tookMs / 1_000).toFixed(1)} s; ${memory.join(" + ")} MB`;
      onRound?.(`${round + 1}/${rounds} ${fault.name}: ${told}`);
    }
    outcome.failedTries = writers.sent.acknowledgements.reduce((sum, { failedTries }) => sum + failedTries, 0);
    outcome.reconnects = readers.reduce((sum, { connections }) => sum + connections - 1, 0);
    return outcome;
  } finally {
    end.abort();
    for (const reader of readers) reader.close();
    await writers.rest().catch(() => {});
    await stage.remove();
  }
}

/** One fault under load. `tookMs` is how long the slowest reader then took to have everything. */
async function playRound(run: Run, fault: Fault, round: number): Promise<{ tookMs: number; events: number }> {
  const { stage, writers, door, calmMs } = run;
  writers.start();
  await sleep(calmMs);
  const newcomer = openNewcomer(door, round);
  const readers = [...run.readers, newcomer];
  const heal = await fault.strike(stage, round);
  let healing: Promise<void> | null = null;
  const healOnce = () => {
    healing ??= heal();
    return healing;
  };
  try {
    await sleep(fault.lastsMs);
    if (!fault.endure) await healOnce();
    let sinceMs = performance.now();
    await writers.rest();
    if (fault.endure) {
      await writers.write();
      sinceMs = performance.now();
    }
    const log = await untilAllHaveAll({ ...run, readers }, fault);
    return { tookMs: performance.now() - sinceMs, events: log.length };
  } finally {
    newcomer.close();
    await healOnce();
  }
}

/** Waits until every reader has what the log has for it, and answers the log. Throws unless it is the same, in order. */
async function untilAllHaveAll({ stage, writers, readers, patienceMs }: Run, fault: Fault): Promise<Kept[]> {
  const log = await readLog(stage);
  const untilMs = performance.now() + patienceMs;
  const lack = (reader: Reader) => askedFor(log, reader).length - reader.received.length;
  while (readers.some((reader) => lack(reader) > 0) && performance.now() < untilMs) await sleep(10);
  const late = readers.filter((reader) => lack(reader) > 0);
  const until = `${patienceMs / 1_000} s after "${fault.name}", at ${new Date().toISOString()},`;
  throwIfBroken([
    ...late.map((reader) => `${until} ${reader.name} lacks ${lack(reader)} events; its last word: ${reader.lastWord}.`),
    ...verdict({ sent: writers.sent, log, readers }),
  ]);
  return log;
}

async function readLog({ ask }: Stage): Promise<Kept[]> {
  const rows = await ask<{ cursor: string; event_id: string; event_type: string }>(
    "SELECT cursor, event_id, event_type FROM events ORDER BY cursor",
  );
  return rows.map((row) => ({ ...row, cursor: Number(row.cursor) }));
}

/** One fault can break a promise for each event; the first few tell which it is. */
const brokenShownMax = 20;

function throwIfBroken(broken: readonly string[]): void {
  if (broken.length === 0) return;
  throw new FriendlyError(`${broken.length} promises were broken:\n${broken.slice(0, brokenShownMax).join("\n")}`);
}
