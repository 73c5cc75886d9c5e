import { ensureBuilt } from "@/scripts/build.mjs";
import type { Figure } from "./crash/figure";
import { startBenchApp } from "./ingest/bench-app";
import { postRate } from "./ingest/post-rate";
import { makeRules } from "./notify/api";
import { startReceiver } from "./notify/receiver";
import { sendSteadily } from "./notify/steady-load";
import { percentilesOf } from "./stream/delays";

const load = { perSecond: 500, seconds: 60, rules: 40 };
const patienceMs = 30_000;
const barePosts = 500;
const ingest = { batch: 100, clients: 16, seconds: 4 };
const ingestRounds = 3;

/**
 * From an event's acknowledgement to the webhook that tells of it, at 500 events a second of which 2 % open a notification, beside what
 * a POST to the same receiver takes by itself; then what rules that find nothing cost ingest, with ÷ without, by turns.
 */
export default async function notify(): Promise<Figure[]> {
  await ensureBuilt(process.cwd());
  const app = await startBenchApp(2);
  const receiver = await startReceiver();
  const figures: Figure[] = [];
  const note = (name: string, value: number, unit: string) =>
    figures.push({ name, value: Math.round(value * 1_000) / 1_000, unit });
  try {
    const [ruled, plain] = app.workspaces;
    if (!ruled || !plain) throw new Error("The app has no two workspaces.");
    const caller = { url: app.url, workspace: ruled };
    await makeRules(caller, { count: load.rules, url: receiver.url });
    await sendSteadily(caller, { ...load, seconds: 2 });
    const acknowledged = await sendSteadily(caller, load);
    const untilMs = performance.now() + patienceMs;
    const missing = () => [...acknowledged.keys()].filter((agent) => !receiver.heardMs.has(agent)).length;
    while (missing() > 0 && performance.now() < untilMs) await new Promise((resolve) => setTimeout(resolve, 50));
    const delays = [...acknowledged].flatMap(([agent, atMs]) => {
      const heard = receiver.heardMs.get(agent);
      return heard === undefined ? [] : [Math.max(0, heard - atMs)];
    });
    const { p50, p99 } = percentilesOf(Float64Array.from(delays));
    note("notifications expected", acknowledged.size, "");
    note("webhooks that never came", missing(), "");
    note("webhooks doubled", receiver.doubled(), "");
    note("acknowledged → webhook, p50", p50, "ms");
    note("acknowledged → webhook, p99", p99, "ms");
    const bare = percentilesOf(await barePostsTo(receiver.url));
    note("a bare POST to the receiver, p50", bare.p50, "ms");
    note("a bare POST to the receiver, p99", bare.p99, "ms");
    const [without, withRules]: [number[], number[]] = [[], []];
    for (let round = 0; round < ingestRounds; round += 1) {
      without.push((await postRate({ ...ingest, url: app.url, keys: [plain.key] })).events);
      withRules.push((await postRate({ ...ingest, url: app.url, keys: [ruled.key] })).events);
    }
    note("ingest without rules", mean(without), "events/s");
    note(`ingest with ${load.rules} rules`, mean(withRules), "events/s");
    note("ingest with ÷ without", mean(withRules) / mean(without), "ratio");
    return figures;
  } finally {
    receiver.close();
    await app.remove();
  }
}

async function barePostsTo(url: string): Promise<Float64Array> {
  const times = new Float64Array(barePosts);
  for (let i = 0; i < barePosts; i += 1) {
    const startedMs = performance.now();
    await fetch(url, { method: "POST", body: "{}" }).then((answer) => answer.arrayBuffer());
    times[i] = performance.now() - startedMs;
  }
  return times;
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
