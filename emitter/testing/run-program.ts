import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { build } from "esbuild";
import { onTestFinished } from "vitest";
import type { EmitterProgram } from "./emitter-program";

/** A program of a test's, bundled once: it starts as quickly as Node does. */
export async function bundleProgram(
  code: string,
  resolveDir: string = join(import.meta.dirname, ".."),
): Promise<{ path: string; remove(): void }> {
  const folder = mkdtempSync(join(tmpdir(), "sightline-program-"));
  const path = join(folder, "program.mjs");
  await build({
    stdin: { contents: code, resolveDir, loader: "ts" },
    bundle: true,
    platform: "node",
    format: "esm",
    outfile: path,
  });
  return { path, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The program `emitter-program.ts`, bundled. Before its `node` a `shell` command may set limits. */
export async function bundleEmitterProgram() {
  const { path, remove } = await bundleProgram(
    readFileSync(join(import.meta.dirname, "emitter-program.ts"), "utf8"),
    import.meta.dirname,
  );
  return {
    remove,
    run: (program: EmitterProgram, shell?: string) =>
      runProgram(shell ? ["sh", "-c", `${shell}; exec "$0" "$@"`, process.execPath, path] : [process.execPath, path], {
        PROGRAM: JSON.stringify(program),
      }),
  };
}

/** A running program, and the lines that it writes. */
export type Running = {
  child: ChildProcess;
  /** The next line; rejects where the program ended without one. */
  line(): Promise<string>;
  /** How it ended. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null; lines: string[] }>;
};

/** Starts a bundled program. */
export function runProgram(command: readonly [string, ...string[]], env: Record<string, string> = {}): Running {
  const [file, ...args] = command;
  const child = spawn(file, args, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "inherit"] });
  // A test that fails leaves no program behind.
  onTestFinished(() => void child.kill("SIGKILL"));
  const lines: string[] = [];
  const wanted: { resolve(line: string): void; reject(error: Error): void }[] = [];
  let read = 0;
  createInterface({ input: child.stdout }).on("line", (line) => {
    lines.push(line);
    const next = wanted.shift();
    if (next) {
      read += 1;
      next.resolve(line);
    }
  });
  const ended = once(child, "close").then(([code, signal]) => {
    for (const { reject } of wanted) reject(new Error(`It ended with ${signal ?? code}.`));
    return { code, signal, lines };
  });
  return {
    child,
    ended,
    line: () => {
      const line = lines[read];
      if (line === undefined) return new Promise((resolve, reject) => wanted.push({ resolve, reject }));
      read += 1;
      return Promise.resolve(line);
    },
  };
}
