import { createEmitter, type EmitterOptions } from "../index";

/** What a process that uses an emitter is told to do, as JSON in its environment. */
export type EmitterProgram = {
  options: EmitterOptions;
  name: string;
  count: number;
  /**
   * `kill`: dies by SIGKILL in the very statement after the last `emit`. `end`: has nothing more to do. `wait`: lives on.
   * `handle`: lives on, and has a listener for SIGTERM of its own. `alone`: lives on, and has a listener that ends the process
   * where no other listens, as the package signal-exit does. `close`: flushes, emits one more, closes, and prints
   * its statistics and how many events the disk held when there was one more.
   */
  next: "kill" | "end" | "wait" | "handle" | "alone" | "close";
};

const { options, name, count, next } = JSON.parse(process.env.PROGRAM ?? "") as EmitterProgram;
const troubles: string[] = [];
const emitter = createEmitter({ ...options, onError: ({ reason }) => troubles.push(reason) });
if (next === "handle") {
  process.once("SIGTERM", async () => {
    await emitter.flush();
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    process.exit(7);
  });
}
if (next === "alone") {
  process.on("SIGTERM", function listener() {
    if (process.listenerCount("SIGTERM") > 1) return;
    process.off("SIGTERM", listener);
    process.kill(process.pid, "SIGTERM");
  });
}
for (let n = 0; n < count; n += 1) emit(n);
if (next === "kill") process.kill(process.pid, "SIGKILL");
if (next === "wait" || next === "handle" || next === "alone") {
  console.log("emitted");
  setInterval(() => {}, 1_000_000);
}
if (next === "close") {
  await emitter.flush();
  emit(count);
  const { spooled } = emitter.stats();
  await emitter.close();
  console.log(JSON.stringify({ stats: emitter.stats(), spooled, troubles }));
}

function emit(n: number): void {
  emitter.emit({ event_type: "task_started", agent_id: name, task_id: String(n), metadata: { text: "x".repeat(150) } });
}
