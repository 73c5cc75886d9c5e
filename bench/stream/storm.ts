import { type Bed, everything } from "./bed";
import { nowMs } from "./clock";
import { atTimes, flood, type Sender, startSender } from "./load";

const returning = 1_000;
const behind = 10_000;
const perSecond = 100;
const calmMs = 5_000;

/** A thousand readers come back at once, each ten thousand events behind, while one reads on live. */
export async function measureStorm({ app, key, clients, note, startClients }: Bed): Promise<void> {
  const sender = startSender(app.url, key);
  const live = startClients();
  const { head } = await flood(sender, { events: behind, batch: 1_000, senders: 2 });
  const { cursor: after } = await live.ask("open", { url: app.url, key, paths: everything(1), atOnce: 1 });
  await live.ask("watch", undefined);

  const pace = startPace(sender);
  await new Promise((resolve) => setTimeout(resolve, calmMs));
  const calmSent = pace.sent.length;
  const startedMs = nowMs();
  const paths = everything(returning, `cursor=${head - behind}`);
  const { lastLiveMs } = await clients.ask("open", { url: app.url, key, paths, atOnce: returning });
  const stormSent = pace.sent.length;
  await pace.stop();

  const last = after + pace.sent.length;
  const { bytes } = await clients.ask("reach", { cursor: last });
  await live.ask("reach", { cursor: last });
  await clients.ask("check", { after: head - behind, upTo: last });
  await live.ask("check", { after, upTo: last });
  const delays = (from: number, to: number) =>
    live.ask("delays", { first: after + 1 + from, sentMs: Float64Array.from(pace.sent.slice(from, to)) });
  const calm = (await delays(0, calmSent)).sent;
  const storm = (await delays(calmSent, stormSent)).sent;
  await clients.ask("close", undefined);
  await live.stop();
  sender.close();

  const seconds = (lastLiveMs - startedMs) / 1_000;
  note(`storm: ${returning} clients, ${behind} events behind, until all are live`, seconds, "s");
  note("storm: delivered", (returning * behind) / seconds, "events/s");
  note("storm: delivered, bytes", bytes / seconds / 1e6, "MB/s");
  note("storm: a live client's POST to frame in calm, p50", calm.p50, "ms");
  note("storm: a live client's POST to frame in calm, p99", calm.p99, "ms");
  note("storm: a live client's POST to frame in the storm, p50", storm.p50, "ms");
  note("storm: a live client's POST to frame in the storm, p99", storm.p99, "ms");
  note("storm: p99 in the storm ÷ in calm", storm.p99 / calm.p99, "ratio");
}

/** One event after another at an even pace; `sent` has the moment of each, in the order of their cursors. */
function startPace(sender: Sender) {
  const sent: number[] = [];
  let isStopped = false;
  const run = async () => {
    const first = { cursor: 0 };
    while (!isStopped) {
      await atTimes([1_000 / perSecond], async () => {});
      const atMs = nowMs();
      posted.push(
        sender.post(1).then(({ first: cursor }) => {
          first.cursor ||= cursor;
          sent[cursor - first.cursor] = atMs;
        }),
      );
    }
    await Promise.all(posted);
  };
  const posted: Promise<void>[] = [];
  const running = run();
  return {
    sent,
    stop: () => {
      isStopped = true;
      return running;
    },
  };
}
