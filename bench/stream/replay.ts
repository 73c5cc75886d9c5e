import { join } from "node:path";
import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { type Bed, everything } from "./bed";
import { nowMs } from "./clock";
import { flood, startSender } from "./load";

const events = 100_000;
const rounds = 3;
const together = 10;

/** The whole log from its first event to `replay_complete`, beside PostgreSQL's own COPY of the same rows, by turns. */
export async function measureReplay({ app, key, databaseUrl, clients, folder, note, startBare }: Bed): Promise<void> {
  const sender = startSender(app.url, key);
  const { head } = await flood(sender, { events, batch: 1_000, senders: 4 });
  sender.close();
  const database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  const replay = async (url: string, readers: number): Promise<number> => {
    const startedMs = nowMs();
    const opening = { url, key, paths: everything(readers, "cursor=earliest"), atOnce: readers };
    const { lastLiveMs } = await clients.ask("open", opening);
    await clients.ask("check", { after: 0, upTo: head });
    return (lastLiveMs - startedMs) / 1_000;
  };
  const file = join(folder, "replay");
  const [copied, replayed]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    copied.push(await copyOut(database, head));
    replayed.push(await replay(app.url, 1));
    await clients.ask("keepRecording", { file });
    await clients.ask("close", undefined);
  }
  await database.end();
  const seconds = await replay(app.url, together);
  await clients.ask("close", undefined);
  const bare = await startBare();
  await bare.ask("load", { file });
  const bareSeconds = await replay(bare.url, 1);
  await clients.ask("close", undefined);
  await bare.stop();

  const [best, bestCopy] = [Math.min(...replayed), Math.min(...copied)];
  note("replay, 1 client, best of three", head / best, "events/s");
  note("COPY … TO STDOUT of the same rows, best of three", head / bestCopy, "rows/s");
  note("replay ÷ COPY", bestCopy / best, "ratio");
  note("replay, 1 client, bare server", head / bareSeconds, "events/s");
  note(`replay, ${together} clients at once`, (head * together) / seconds, "events/s");
}

async function copyOut(database: pg.Client, head: number): Promise<number> {
  const startedMs = nowMs();
  let lines = 0;
  const rows = database.query(copyTo("COPY (SELECT * FROM events ORDER BY workspace_id, cursor) TO STDOUT"));
  await pipeline(
    rows,
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines += 1;
        done();
      },
    }),
  );
  if (lines !== head) throw new Error(`COPY gave ${lines} rows of ${head}.`);
  return (nowMs() - startedMs) / 1_000;
}
