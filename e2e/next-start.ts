import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { freePort } from "@/lib/server/db/free-port";
import { inheritedEnvironment } from "./app-process";

const root = fileURLToPath(new URL("..", import.meta.url));
const startWithinMs = 60_000;

/** The built pages and routes under Next's own server, without the front door: as where somebody else runs Next. */
export type NextStart = { readonly url: string; readonly pid: number; stop(): Promise<void> };

/** Starts it; what it needs of settings is `DATABASE_URL`, of a database that has been migrated. */
export async function startNext(settings: Readonly<Record<string, string>>): Promise<NextStart> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const args = ["node_modules/next/dist/bin/next", "start", "-H", "127.0.0.1", "-p", String(port)];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: {
      ...inheritedEnvironment(),
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      NEXTAUTH_SECRET: "a-secret-that-only-tests-know",
      ...settings,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stopWithUs = () => child.kill("SIGKILL");
  process.once("exit", stopWithUs);
  child.once("exit", () => process.off("exit", stopWithUs));
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      said += text;
    });
  }
  try {
    await untilServing(url, child);
  } catch (error) {
    await end(child);
    throw new Error(`next start is not up: ${error}. It said:\n${said}`);
  }
  return { url, pid: child.pid ?? 0, stop: () => end(child) };
}

async function untilServing(url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + startWithinMs;
  while (child.exitCode === null && child.signalCode === null) {
    const answer = await fetch(`${url}/api/health/live`).catch(() => null);
    if (answer?.ok) return;
    if (Date.now() > deadline) throw new Error(`nothing within ${startWithinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`it ended (${child.signalCode ?? child.exitCode})`);
}

/** Next waits for open streams, which don't end by themselves: a stop in good order is the front door's promise. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGKILL");
  await ended;
}
