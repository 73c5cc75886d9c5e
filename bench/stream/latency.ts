import { join } from "node:path";
import { type Bare, type Bed, everything } from "./bed";
import { nowMs } from "./clock";
import type { Delays } from "./delays";
import { atTimes, startSender } from "./load";
import { processorTime } from "./process-cost";

const readers = 100;
const seconds = 4;
const opening = { paths: everything(readers), atOnce: readers };

/** Evenly spread over the measured seconds. */
const evenly = (perSecond: number) => Array.from({ length: perSecond * seconds }, (_, i) => (i * 1_000) / perSecond);

type Measured = { delays: Delays; spent: number; file: string; after: number; head: number; writes: Write[] };
type Write = { cursor: number; atMs: number };

/**
 * From the sending of a POST with one event to its frame at each of 100 readers, at two paces, through one instance and
 * through two: posted to the first, read at the second. The bare server is told by POSTs in the moments in which ours
 * wrote, and writes the same; it stores nothing, so beside it stands the time from the first reader to each.
 */
export async function measureLatency(bed: Bed): Promise<void> {
  const { app, note } = bed;
  const bare = await bed.startBare();
  const second = await bed.startInstance();
  for (const perSecond of [100, 1_000]) {
    const pace = `${perSecond} events/s, ${readers} clients`;
    const one = await readPaced(bed, { readAt: app, perSecond });
    const bareDelays = await replayBare(bed, bare, one);
    const two = await readPaced(bed, { readAt: second, perSecond });
    const spentStoring = await storePaced(bed, perSecond);
    noteDelays(pace, one.delays);
    noteDelays(`${pace}, second instance`, two.delays);
    noteDelays(`${pace}, bare server`, bareDelays.delays);
    note(`p99 delivery ÷ bare server's, ${pace}`, one.delays.spread.p99 / bareDelays.delays.spread.p99, "ratio");
    note(`p50 through a second instance ÷ one, ${pace}`, two.delays.sent.p50 / one.delays.sent.p50, "ratio");
    note(`p99 through a second instance ÷ one, ${pace}`, two.delays.sent.p99 / one.delays.sent.p99, "ratio");
    const frames = perSecond * seconds * readers;
    note(`processor time, ${pace}, storing left out`, (one.spent - spentStoring) / frames, "µs a frame");
    note(`processor time, ${pace}, bare server`, bareDelays.spent / frames, "µs a frame");
  }
  await bare.stop();
  await second.remove();

  function noteDelays(what: string, { sent, spread }: Delays): void {
    note(`POST to frame, ${what}, p50`, sent.p50, "ms");
    note(`POST to frame, ${what}, p99`, sent.p99, "ms");
    note(`first reader to each, ${what}, p99`, spread.p99, "ms");
  }
}

async function readPaced(
  { app, key, clients, folder }: Bed,
  { readAt, perSecond }: { readAt: Bed["app"]; perSecond: number },
): Promise<Measured> {
  const sender = startSender(app.url, key);
  const { cursor: after } = await clients.ask("open", { ...opening, key, url: readAt.url });
  await clients.ask("watch", undefined);
  const times = evenly(perSecond);
  const sentMs = new Float64Array(times.length);
  const spent = processorTime(readAt.pid());
  await atTimes(times, async () => {
    const atMs = nowMs();
    const { first } = await sender.post(1);
    sentMs[first - after - 1] = atMs;
  });
  const head = after + times.length;
  await clients.ask("reach", { cursor: head });
  const spentStreaming = processorTime(readAt.pid()) - spent;
  await clients.ask("check", { after, upTo: head });
  const delays = await clients.ask("delays", { first: after + 1, sentMs });
  const file = join(folder, `paced-${perSecond}-${readAt.pid()}`);
  await clients.ask("keepRecording", { file });
  const writes = await clients.ask("writes", undefined);
  await clients.ask("close", undefined);
  sender.close();
  return { delays, spent: spentStreaming, file, after, head, writes };
}

async function replayBare(
  { key, clients }: Bed,
  bare: Bare,
  { file, after, head, writes }: Measured,
): Promise<{ delays: Delays; spent: number }> {
  await bare.ask("load", { file });
  const sender = startSender(bare.url, key);
  await clients.ask("open", { ...opening, key, url: bare.url });
  await clients.ask("watch", undefined);
  const sentMs = new Float64Array(head - after);
  const spent = processorTime(bare.pid);
  const begin = writes[0]?.atMs ?? 0;
  await atTimes(
    writes.map(({ atMs }) => atMs - begin),
    async (index) => {
      const from = (writes[index - 1]?.cursor ?? after) - after;
      sentMs.fill(nowMs(), from, (writes[index]?.cursor ?? head) - after);
      await sender.post(1);
    },
  );
  await clients.ask("reach", { cursor: head });
  const spentBare = processorTime(bare.pid) - spent;
  await clients.ask("check", { after, upTo: head });
  const delays = await clients.ask("delays", { first: after + 1, sentMs });
  await clients.ask("close", undefined);
  sender.close();
  return { delays, spent: spentBare };
}

/** The same with nobody reading: what taking the events in costs. */
async function storePaced({ app, key }: Bed, perSecond: number): Promise<number> {
  const sender = startSender(app.url, key);
  const spent = processorTime(app.pid());
  await atTimes(evenly(perSecond), async () => void (await sender.post(1)));
  const spentStoring = processorTime(app.pid()) - spent;
  sender.close();
  return spentStoring;
}
