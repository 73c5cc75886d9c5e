import { join } from "node:path";
import { ensureBuilt } from "@/scripts/build.mjs";
import { withFileLock } from "@/scripts/file-lock.mjs";
import { FriendlyError } from "@/scripts/friendly-error.mjs";
import { setupLock } from "@/scripts/install.mjs";
import type { Figure } from "./crash/figure";
import { allFaults } from "./faults/faults";
import { runFaults } from "./faults/run-faults";

const rounds = Number(process.env.ROUNDS ?? 20);
/** Two heaps under load differ by this from one minute to the next. */
const growthMaxMb = 150;

/** Two instances behind a balancer, under load, met by every fault there is: each reader's sequence is the log's. */
export default async function faults(): Promise<Figure[]> {
  await withFileLock(join(process.cwd(), setupLock), () => ensureBuilt(process.cwd()));
  const outcome = await runFaults({
    faults: allFaults,
    rounds,
    calmMs: 1_500,
    patienceMs: 120_000,
    onRound: (line) => console.log(line),
  });
  // Each instance's first round, and the first after a restart, begin with an empty heap: halves are compared.
  const half = Math.ceil(outcome.residentMb.length / 2);
  const growthMb = Math.max(...outcome.residentMb.slice(half)) - Math.max(...outcome.residentMb.slice(0, half));
  if (growthMb > growthMaxMb) throw new FriendlyError(`The instances' memory grew by ${growthMb} MB.`);
  return [
    { name: "rounds", value: outcome.rounds, unit: "faults" },
    { name: "events, each once and in order for every reader", value: outcome.events, unit: "events" },
    { name: "tries without an acknowledgement", value: outcome.failedTries, unit: "requests" },
    { name: "reconnects of six readers", value: outcome.reconnects, unit: "times" },
    {
      name: "longest repair, from a fault's end until all had all",
      value: seconds(outcome.longestRepairMs),
      unit: "s",
    },
    { name: "longest delay while no wake-up came through", value: seconds(outcome.longestEnduredMs), unit: "s" },
    { name: "memory of both instances at most", value: Math.max(...outcome.residentMb), unit: "MB" },
    { name: "its growth from the first half to the second", value: growthMb, unit: "MB" },
  ];
}

const seconds = (ms: number) => Number((ms / 1_000).toFixed(1));
