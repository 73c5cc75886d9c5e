import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

type Commands = Record<string, (given: never) => unknown>;
type Given<Command> = Command extends (given: infer G) => unknown ? G : never;
type Result<Command> = Command extends (given: never) => infer R ? Awaited<R> : never;
type Question = { id: number; name: string; given: unknown };
type Answer = { id: number; result?: unknown; trouble?: string };

/** A process of its own, so that its work is not counted as the measured server's, and that does what it is asked. */
export type Worker<C extends Commands> = {
  readonly pid: number;
  ask<Name extends keyof C & string>(name: Name, given: Given<C[Name]>): Promise<Result<C[Name]>>;
  stop(): Promise<void>;
};

/** Starts the program in `file`, which calls `serve`. */
export function startWorker<C extends Commands>(file: URL): Worker<C> {
  const child = fork(fileURLToPath(file), [], { execArgv: ["--import", "tsx"], serialization: "advanced" });
  const waiting = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
  child.on("message", (message) => {
    const { id, result, trouble } = message as Answer;
    const asked = waiting.get(id);
    waiting.delete(id);
    if (trouble === undefined) asked?.resolve(result);
    else asked?.reject(new Error(trouble));
  });
  child.once("exit", (code, signal) => {
    for (const { reject } of waiting.values())
      reject(new Error(`A process of the benchmark ended (${signal ?? code}).`));
  });
  let lastId = 0;
  return {
    pid: child.pid ?? 0,
    ask(name, given) {
      return new Promise((resolve, reject) => {
        lastId += 1;
        waiting.set(lastId, { resolve: resolve as (result: unknown) => void, reject });
        child.send({ id: lastId, name, given } satisfies Question);
      });
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      child.kill();
      await ended;
    },
  };
}

/** The worker's side: answers each question by the command of its name. Ends with the process that asks. */
export function serve<C extends Commands>(commands: C): void {
  process.once("disconnect", () => process.exit(0));
  process.on("message", (message) => {
    const { id, name, given } = message as Question;
    const run = async () => commands[name]?.(given as never);
    run().then(
      (result) => process.send?.({ id, result } satisfies Answer),
      (error: unknown) => process.send?.({ id, trouble: String(error) } satisfies Answer),
    );
  });
}
