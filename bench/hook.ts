import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleHookCommand } from "../scripts/build-emitter.mjs";
import type { Figure } from "./crash/figure";

const rounds = 40;
const ratioMax = 1.5;
const root = fileURLToPath(new URL("..", import.meta.url));
const payload = JSON.stringify({
  hook_event_name: "PreToolUse",
  session_id: "0b9c2f5e-1d6a-4e36-9a3e-6f6f7b1f3a10",
  cwd: "/home/dev/checkout",
  tool_name: "Edit",
  tool_use_id: "toolu_01A09q90qw90lq917835lq9",
  tool_input: {
    file_path: "/home/dev/checkout/src/refund.ts",
    old_string: "x".repeat(1_000),
    new_string: "y".repeat(1_000),
  },
});

/**
 * What an agent waits for: one call of `sightline-hook`, from start to exit, beside `node -e 0` given the same payload, in
 * turn. The first calls start the flushers and count like all others; medians hardly see them.
 */
export default async function hook(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "sightline-hook-bench-"));
  const command = join(folder, "sightline-hook.cjs");
  await bundleHookCommand(root, command);
  const up = await listen((_, response) => response.end('{"accepted":1}'));
  const hole = await listen(() => undefined);
  const down = await listen(() => undefined);
  down.close();
  const targets = {
    up: up.url,
    down: down.url,
    "accepting and never answering": hole.url,
    // TEST-NET-1: packets to it are dropped, or refused by the nearest router.
    "dropping packets": "http://192.0.2.1:81",
  };
  const environment = (url: string) => ({
    ...process.env,
    HOME: folder,
    XDG_STATE_HOME: "",
    SIGHTLINE_URL: url,
    SIGHTLINE_API_KEY: "sl_bench",
  });
  const subjects = new Map<string, () => Promise<number>>([
    ["node -e 0", () => timeOf(["-e", "0"], process.env)],
    ["doing nothing", () => timeOf([command, "claude-code", "{}"], { ...environment(""), SIGHTLINE_API_KEY: "" })],
    ...Object.entries(targets).map(
      ([name, url]) => [name, () => timeOf([command, "claude-code"], environment(url))] as const,
    ),
  ]);
  const times = new Map([...subjects.keys()].map((name) => [name, [] as number[]]));
  try {
    for (let round = 0; round < rounds; round += 1) {
      for (const [name, run] of subjects) times.get(name)?.push(await run());
    }
  } finally {
    stopFlushers(folder);
    up.close();
    hole.close();
    rmSync(folder, { recursive: true, force: true });
  }
  const bare = quantile(times.get("node -e 0") ?? [], 0.5);
  return [...times].flatMap(([name, all]) => {
    const median = quantile(all, 0.5);
    const figures = [
      { name: `${name}, median`, value: rounded(median), unit: "ms" },
      { name: `${name}, p90`, value: rounded(quantile(all, 0.9)), unit: "ms" },
    ];
    if (name === "node -e 0") return figures;
    return [
      ...figures,
      { name: `${name}, to node -e 0 (at most ${ratioMax})`, value: rounded(median / bare), unit: "times" },
    ];
  });
}

async function timeOf(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const startedMs = performance.now();
  const child = spawn(process.execPath, args, { env, stdio: ["pipe", "ignore", "ignore"] });
  child.stdin.on("error", () => undefined);
  child.stdin.end(payload);
  const [code] = (await once(child, "exit")) as [number];
  const ms = performance.now() - startedMs;
  if (code !== 0) throw new Error(`It ended with ${code}.`);
  return ms;
}

async function listen(answer: http.RequestListener) {
  const server = http.createServer(answer);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

function stopFlushers(folder: string): void {
  const spools = join(folder, ".sightline/spool");
  for (const name of readdirSync(spools)) {
    const { pid } = JSON.parse(readFileSync(join(spools, name, "flusher.json"), "utf8")) as { pid: number | null };
    if (pid !== null) process.kill(pid, "SIGKILL");
  }
}

function quantile(values: readonly number[], q: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor(q * (values.length - 1))] ?? Number.NaN;
}

const rounded = (value: number) => Math.round(value * 100) / 100;
