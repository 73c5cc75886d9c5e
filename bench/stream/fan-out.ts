import { join } from "node:path";
import { type Bed, everything } from "./bed";
import { nowMs } from "./clock";
import { flood, startSender } from "./load";
import { processorTime } from "./process-cost";

const sizes = [
  { readers: 50, events: 20_000 },
  { readers: 200, events: 8_000 },
  { readers: 1_000, events: 3_000 },
];
const load = { batch: 10, senders: 4 };
const openedAtOnce = 100;

/**
 * Events are posted as quickly as they are acknowledged, until every reader has every one. The bare server then writes
 * the very same bytes in the same writes to as many readers: as quickly as they take it, for its rate, and in the moments
 * in which ours wrote, for the cost of a frame. Ours also takes the events in and stores them; what that costs is
 * measured with nobody reading, and left out of the cost of a frame.
 */
export async function measureFanOut({ app, key, clients, folder, note, startBare }: Bed): Promise<void> {
  const sender = startSender(app.url, key);
  const bare = await startBare();
  await flood(sender, { ...load, events: 2_000 });
  for (const { readers, events } of sizes) {
    const frames = readers * events;
    const opening = { key, paths: everything(readers), atOnce: openedAtOnce };

    const { cursor: after } = await clients.ask("open", { ...opening, url: app.url });
    let spent = processorTime(app.pid());
    const { startedMs, head } = await flood(sender, { ...load, events });
    const ours = await clients.ask("reach", { cursor: head });
    const spentStreaming = processorTime(app.pid()) - spent;
    const seconds = (ours.lastMs - startedMs) / 1_000;
    await clients.ask("check", { after, upTo: head });
    const file = join(folder, `fan-out-${readers}`);
    await clients.ask("keepRecording", { file });
    await clients.ask("close", undefined);

    spent = processorTime(app.pid());
    await flood(sender, { ...load, events });
    const spentStoring = processorTime(app.pid()) - spent;

    const write = async (how: "flood" | "play") => {
      await bare.ask("load", { file });
      await clients.ask("open", { ...opening, url: bare.url });
      const spentBefore = processorTime(bare.pid);
      const begunMs = nowMs();
      await bare.ask(how, undefined);
      const { lastMs } = await clients.ask("reach", { cursor: head });
      const spentWriting = processorTime(bare.pid) - spentBefore;
      await clients.ask("check", { after, upTo: head });
      await clients.ask("close", undefined);
      return { seconds: (lastMs - begunMs) / 1_000, spent: spentWriting };
    };
    const flooded = await write("flood");
    const played = await write("play");

    const [cost, bareCost] = [(spentStreaming - spentStoring) / frames, played.spent / frames];
    note(`fan-out, ${readers} clients`, frames / seconds, "frames/s");
    note(`fan-out, ${readers} clients, bytes`, ours.bytes / seconds / 1e6, "MB/s");
    note(`fan-out, ${readers} clients, bare server`, frames / flooded.seconds, "frames/s");
    note(
      `fan-out, ${readers} clients ÷ bare server, the storing of the events included`,
      flooded.seconds / seconds,
      "ratio",
    );
    note(`processor time, ${readers} clients, storing left out`, cost, "µs a frame");
    note(`processor time, ${readers} clients, bare server`, bareCost, "µs a frame");
    note(`fan-out by processor time, ${readers} clients: bare server ÷ ours`, bareCost / cost, "ratio");
  }
  sender.close();
  await bare.stop();
}
