import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { AppProcess } from "@/e2e/app-process";
import { type Bed, everything } from "./bed";
import { flood, startSender } from "./load";

const readers = 1_000;
/** Open before, so that the heap has grown to what the load makes of it. */
const readersBefore = 200;
const load = { batch: 10, senders: 4 };
/** More than the ring keeps, so that it is full at both measurements. */
const eventsBefore = 5_000;
const events = 1_000;

type Memory = { resident: number; used: number };

/** What each of a thousand more open streams that have delivered events adds to an instance. */
export async function measureMemory(bed: Bed): Promise<void> {
  const { app, key, clients, folder, note } = bed;
  const sender = startSender(app.url, key);
  const instance = await bed.startInstance();
  const file = join(folder, "memory");
  const open = (url: string, count: number) => clients.ask("open", { url, key, paths: everything(count), atOnce: 100 });
  const close = () => clients.ask("close", undefined);

  await open(instance.url, readersBefore);
  await clients.ask("reach", { cursor: (await flood(sender, { ...load, events: eventsBefore })).head });
  const before = await memoryOf(instance);
  await clients.ask("keepRecording", { file });
  await open(instance.url, readers);
  await clients.ask("reach", { cursor: (await flood(sender, { ...load, events })).head });
  const ours = await memoryOf(instance);
  await close();
  await instance.remove();

  const bare = await bed.startBare();
  await bare.ask("load", { file });
  await open(bare.url, readersBefore);
  await bare.ask("flood", undefined);
  const bareBefore = await bare.ask("memory", undefined);
  await bare.ask("load", { file });
  await open(bare.url, readers);
  await bare.ask("flood", undefined);
  const theirs = await bare.ask("memory", undefined);
  await close();
  await bare.stop();
  sender.close();

  const perConnection = (after: number, first: number) => (after - first) / readers / 1_024;
  note("memory a connection, resident", perConnection(ours.resident, before.resident), "KiB");
  note("memory a connection, heap and buffers", perConnection(ours.used, before.used), "KiB");
  note("memory a connection, bare server, resident", perConnection(theirs.resident, bareBefore.resident), "KiB");
  note("memory a connection, bare server, heap and buffers", perConnection(theirs.used, bareBefore.used), "KiB");
}

/** The instance was started with `collect.mjs`, which tells when asked. */
async function memoryOf(instance: AppProcess): Promise<Memory> {
  const from = instance.output().length;
  process.kill(instance.pid(), "SIGUSR2");
  for (;;) {
    const told = /^memory: (.*)\n/m.exec(instance.output().slice(from))?.[1];
    if (told) return JSON.parse(told) as Memory;
    await sleep(10);
  }
}
