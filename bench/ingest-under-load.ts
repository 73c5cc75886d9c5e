import type { Figure } from "./crash/figure";
import { agentNames, postRate } from "./ingest/post-rate";
import { type Bed, everything, onBed } from "./stream/bed";
import { startSender } from "./stream/load";

const seconds = 3;
const rounds = 2;
const agents = 100;
const load = { batch: 100, clients: 16, seconds, agents };

type Audience = { name: string; paths: string[]; isWhole: boolean; isWindowed: boolean };

const audiences: Audience[] = [
  {
    name: "100 views, one agent's each",
    paths: agentNames(agents).map((agent) => `/api/v1/events/stream?agent_id=${agent}`),
    isWhole: false,
    isWindowed: false,
  },
  {
    name: "100 viewers of everything, window=1s",
    paths: everything(100, "window=1s"),
    isWhole: true,
    isWindowed: true,
  },
  {
    name: "200 viewers of everything, window=1s",
    paths: everything(200, "window=1s"),
    isWhole: true,
    isWindowed: true,
  },
  // Every event to everybody at once: bound by the bytes that the machine can carry.
  { name: "100 viewers of everything, unwindowed", paths: everything(100), isWhole: true, isWindowed: false },
];

/**
 * What open streams cost ingest: batches of 100 from 16 clients, events of 100 agents, with streams open ÷ without, by
 * turns in one run. First as a team has them, each looking at an agent of its own; then harder.
 */
export default function ingestUnderLoad(): Promise<Figure[]> {
  return onBed(async (bed) => {
    const post = { ...load, url: bed.app.url, keys: [bed.key] };
    await postRate({ ...post, seconds: 2 });
    for (const audience of audiences) {
      const [without, watched]: [number[], number[]] = [[], []];
      let bytes = 0;
      for (let round = 0; round < rounds; round += 1) {
        without.push((await postRate(post)).events);
        const seen = await whileWatched(bed, audience, async () => (await postRate(post)).events);
        watched.push(seen.rate);
        bytes += seen.bytes;
      }
      const [alone, withStreams] = [mean(without), mean(watched)];
      bed.note(`ingest beside ${audience.name}: without`, alone, "events/s");
      bed.note(`ingest beside ${audience.name}: with`, withStreams, "events/s");
      bed.note(`ingest beside ${audience.name}: with ÷ without`, withStreams / alone, "ratio");
      bed.note(`ingest beside ${audience.name}: streamed`, bytes / (rounds * seconds) / 1e6, "MB/s");
    }
  });
}

/** Runs `work` with the streams open, and throws unless all that was stored has come to them. */
async function whileWatched({ app, key, clients }: Bed, audience: Audience, work: () => Promise<number>) {
  const { paths, isWhole, isWindowed } = audience;
  const sender = startSender(app.url, key);
  // Requests that the load before this gave up may still wait to be stored: this one stands behind them.
  await sender.post(1);
  const { cursor: after } = await clients.ask("open", { url: app.url, key, paths, atOnce: paths.length });
  const rate = await work();
  // A last batch has an event for each: whoever has that one has been given all before it.
  const { first, last } = await sender.post(agents, agentNames(agents));
  sender.close();
  const { bytes } = await clients.ask("reach", { cursor: isWhole ? last : first });
  if (isWhole) await clients.ask(isWindowed ? "checkFirst" : "check", { after, upTo: last });
  await clients.ask("close", undefined);
  return { rate, bytes };
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
