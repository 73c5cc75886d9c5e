import { randomBytes, randomUUID } from "node:crypto";
import { join } from "node:path";
import { type AppProcess, startAppProcess } from "@/e2e/app-process";
import { ensureBuilt } from "@/scripts/build.mjs";
import { withFileLock } from "@/scripts/file-lock.mjs";
import { FriendlyError } from "@/scripts/friendly-error.mjs";
import { setupLock } from "@/scripts/install.mjs";
import { brokenPromises } from "./broken-promises";
import { type Acknowledgement, type Batch, deliver } from "./deliver";
import type { Figure } from "./figure";
import { followStream } from "./follow-stream";
import { readLog } from "./read-log";

const eventsSent = 10_000;
const batchSizeMax = 100;
const clients = 8;
/** One fault can break a promise for each event; the first few tell which it is. */
const brokenShownMax = 20;
/** All of it takes some ten seconds; after this it is stuck, and what is missing is told. */
const patienceMs = 180_000;

/**
 * Posts 10,000 events, every batch twice, and calls `disaster` when half of them are stored. Throws if any promise of
 * the log was broken: a gap, a double, a loss, an untrue answer, or a stream that gave its reader anything but the log.
 */
export async function postThrough(disaster: (app: AppProcess) => Promise<void>): Promise<Figure[]> {
  await withFileLock(join(process.cwd(), setupLock), () => ensureBuilt(process.cwd()));
  const key = `bench-${randomBytes(16).toString("hex")}`;
  const app = await startAppProcess({ SIGHTLINE_INIT_WORKSPACE: "bench", SIGHTLINE_INIT_API_KEY: key });
  const disasters: Promise<void>[] = [];
  try {
    const signal = AbortSignal.timeout(patienceMs);
    const batches = makeBatches();
    // The clients come from both ends: until they meet, every batch acknowledged is a new one.
    const half = Math.floor(batches.length / 2);
    const stream = followStream({ url: app.url, key, until: eventsSent, signal });
    // The disaster is to break its connection, so it has one before the first event.
    await Promise.race([stream.connected, stream.finished]);
    const startedAt = performance.now();
    const acknowledgements: Acknowledgement[] = [];
    const post = async (batch: Batch) => {
      acknowledgements.push(await deliver(batch, { url: app.url, key, signal }));
      if (acknowledgements.length !== half) return;
      disasters.push(disaster(app));
      await Promise.all(disasters);
    };
    await Promise.all([inTurn(batches, post), inTurn(batches.toReversed(), post)]);
    const seconds = (performance.now() - startedAt) / 1_000;
    const followed = await stream.finished;
    const sent = batches.flat().map((event) => event.event_id);
    const log = await readLog(app.url, key);
    const broken = brokenPromises({ sent, log, acknowledgements, followed });
    if (broken.length > 0) {
      throw new FriendlyError(`${broken.length} promises were broken:\n${broken.slice(0, brokenShownMax).join("\n")}`);
    }
    return figures({ acknowledgements, seconds, reconnects: followed.reconnects });
  } finally {
    // A client may have failed while the app was being started again: it must not come up after its data is gone.
    await Promise.allSettled(disasters);
    await app.remove();
  }
}

/** Of every size from 1 to 100, in no order of size. */
function makeBatches(): Batch[] {
  const batches: Batch[] = [];
  for (let left = eventsSent, i = 0; left > 0; i += 1) {
    const size = Math.min(left, 1 + ((i * 37) % batchSizeMax));
    batches.push(
      Array.from({ length: size }, () => ({ event_id: randomUUID(), event_type: "note", agent_id: "bench" })),
    );
    left -= size;
  }
  return batches;
}

/**
 * Half of the clients take batches from the front of the list, the other half from its end: so each batch is sent
 * twice, some at the same time, some before and after the disaster.
 */
async function inTurn(batches: readonly Batch[], post: (batch: Batch) => Promise<void>): Promise<void> {
  const waiting = batches.values();
  const client = async () => {
    for (const batch of waiting) await post(batch);
  };
  await Promise.all(Array.from({ length: clients / 2 }, client));
}

type Outcome = { acknowledgements: readonly Acknowledgement[]; seconds: number; reconnects: number };

function figures({ acknowledgements, seconds, reconnects }: Outcome): Figure[] {
  const sum = (count: (acknowledgement: Acknowledgement) => number) =>
    acknowledgements.reduce((total, acknowledgement) => total + count(acknowledgement), 0);
  return [
    { name: "events stored once", value: eventsSent, unit: "events" },
    { name: "time until all were acknowledged twice", value: Number(seconds.toFixed(1)), unit: "s" },
    { name: "rate, the outage included", value: Math.round(eventsSent / seconds), unit: "events/s" },
    { name: "stream reconnects", value: reconnects, unit: "times" },
    { name: "tries without an acknowledgement", value: sum(({ failedTries }) => failedTries), unit: "requests" },
    { name: "duplicates told", value: sum(({ answer }) => answer.duplicates), unit: "events" },
    { name: "acceptances lost in the crash", value: eventsSent - sum(({ answer }) => answer.accepted), unit: "events" },
  ];
}
