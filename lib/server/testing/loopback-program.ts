import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const startWithinMs = 20_000;

/** A server program of somebody else's, run for a test on a port of its own. */
export type LoopbackProgram = { pid: number; end: (signal?: NodeJS.Signals) => Promise<void> };

/** Starts the program and waits until its port answers; throws what it said if it ends before. */
export async function startLoopbackProgram(
  command: string,
  args: readonly string[],
  { port, ...options }: SpawnOptions & { port: number },
): Promise<LoopbackProgram> {
  const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (text) => {
      said += text;
    });
  }
  const ended = once(child, "exit").catch((error: unknown) => {
    said += `${error}; npm test installs it.`;
  });
  const stopWithUs = () => child.kill("SIGKILL");
  process.once("exit", stopWithUs);
  void ended.then(() => process.off("exit", stopWithUs));
  const untilMs = Date.now() + startWithinMs;
  while (!(await answers(port))) {
    if (child.pid === undefined || hasEnded(child) || Date.now() > untilMs) {
      child.kill("SIGKILL");
      throw new Error(`${command} did not start: ${said}`);
    }
    await sleep(20);
  }
  return {
    pid: child.pid ?? 0,
    async end(signal = "SIGKILL") {
      child.kill(signal);
      await ended;
    },
  };
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null;
