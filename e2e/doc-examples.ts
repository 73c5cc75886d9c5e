import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
/** As published, an example imports the client by its name; here it stands in the clone. */
const client = { name: '"@sightline/emitter"', file: JSON.stringify(join(root, "emitter/index.ts")) };

/** The code of a document's examples by the file name that each fence gives after its language. */
export function readExamples(document: string): Map<string, string> {
  const text = readFileSync(join(root, document), "utf8");
  const examples = new Map<string, string>();
  for (const [, language, name, code = ""] of text.matchAll(/^```(\w+) ?(\S*)\n(.*?)^```$/gms)) {
    if (!name) throw new Error(`${document}: an example in ${language} has no name, so nothing can test it.`);
    examples.set(name, code.replace(client.name, client.file));
  }
  return examples;
}

/** An example at work: what it has printed so far, line by line. */
export type RunningExample = {
  name: string;
  lines: () => string[];
  /** What it has complained of. */
  complaints: () => string;
  hasEnded: () => boolean;
  stop: () => Promise<void>;
};

/** Runs an example as a reader of the document would: a file of its own, started with the program for its language. */
export function runExample(
  { name, code, folder }: { name: string; code: string; folder: string },
  { args = [], env }: { args?: readonly string[]; env: Record<string, string> },
): RunningExample {
  const file = join(folder, name);
  writeFileSync(file, code);
  const [program, ...before] = programFor(name);
  const child: ChildProcess = spawn(program, [...before, file, ...args], {
    cwd: root,
    // A proxy of the caller's shell must not come between, nor the colours that Playwright asks of its children.
    env: { ...process.env, no_proxy: "127.0.0.1", NO_PROXY: "127.0.0.1", FORCE_COLOR: "0", ...env },
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own, so that what a shell has started ends with it.
    detached: true,
  });
  let said = "";
  let complained = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    complained += text;
  });
  const ended = new Promise<void>((resolve) => {
    child.once("close", () => resolve());
    child.once("error", (error) => {
      complained += String(error);
      resolve();
    });
  });
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  return {
    name,
    lines: () => said.split("\n").slice(0, -1),
    complaints: () => complained,
    hasEnded,
    stop: () => {
      if (child.pid !== undefined && !hasEnded()) process.kill(-child.pid);
      return ended;
    },
  };
}

function programFor(name: string): [string, ...string[]] {
  if (name.endsWith(".mjs")) return [process.execPath, "--import", "tsx"];
  if (name.endsWith(".py")) return ["python3"];
  if (name.endsWith(".sh")) return ["sh"];
  throw new Error(`Nobody knows how to run ${name}.`);
}
