import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildEmitter } from "../scripts/build-emitter.mjs";
import { startRecordingServer } from "./recording-server";

const run = promisify(execFile);
const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "sightline-package-"));
const consumer = join(folder, "consumer");
const installed = join(consumer, "node_modules/@sightline/emitter");
const npm = (args: string[], cwd: string) =>
  run("npm", [...args, "--cache", join(folder, "cache"), "--offline", "--no-audit", "--no-fund"], { cwd });

beforeAll(async () => {
  const made = join(folder, "package");
  await buildEmitter(root, made);
  await npm(["pack", made], folder);
  const [tarball = ""] = readdirSync(folder).filter((name) => name.endsWith(".tgz"));
  mkdirSync(consumer);
  writeFileSync(join(consumer, "package.json"), '{ "private": true }');
  await npm(["install", join(folder, tarball)], consumer);
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the package brings what it names, what a reader of it needs, and nothing else", () => {
  const files = readdirSync(installed, { recursive: true, encoding: "utf8" }).map((name) => `./${name}`);
  expect(files).toEqual(expect.arrayContaining(["./LICENSE", "./README.md", ...pathsIn(manifest().exports)]));
  expect(files.filter((name) => !/^\.\/(dist(\/.*(\.js|\.cjs|\.d\.ts|\.d\.cts|[^.]+))?|[^/]+)$/.test(name))).toEqual(
    [],
  );
  expect(files.filter((name) => /test|recording-server|streaming-server/.test(name))).toEqual([]);
  expect(manifest().dependencies).toBeUndefined();
  expect(manifest().private).toBeUndefined();
  expect(readdirSync(join(consumer, "node_modules")).filter((name) => !name.startsWith("."))).toEqual(["@sightline"]);
});

const useIt = `
  const emitter = createEmitter({ url: process.argv[2], apiKey: "k" });
  emitter.emit({ event_type: "task_started", agent_id: process.argv[3] });
  emitter.close().then(() => console.log(JSON.stringify(emitter.stats())));
`;

test.each([
  ["import", "use.mjs", 'import { createEmitter } from "@sightline/emitter";'],
  ["require", "use.cjs", 'const { createEmitter } = require("@sightline/emitter");'],
])(
  "a program gets it by %s and sends an event",
  async (way, file, first) => {
    const server = await startRecordingServer(() => ({ status: 200 }));
    try {
      writeFileSync(join(consumer, file), `${first}${useIt}`);
      const { stdout } = await run(process.execPath, [file, server.url, way], { cwd: consumer });
      expect(JSON.parse(stdout)).toMatchObject({ emitted: 1, sent: 1 });
      expect(server.batches.flat()).toMatchObject([{ event_type: "task_started", agent_id: way }]);
    } finally {
      server.close();
    }
  },
  60_000,
);

test("import and require give the same names", async () => {
  const code = `
    const names = (all) => Object.keys(all).filter((name) => name !== "default" && name !== "module.exports").sort();
    import("@sightline/emitter").then((all) => console.log(JSON.stringify([names(all), names(require("@sightline/emitter"))])));
  `;
  const { stdout } = await run(process.execPath, ["-e", code], { cwd: consumer });
  const [imported, required] = JSON.parse(stdout) as string[][];
  expect(imported).toEqual(required);
  expect(imported).toContain("createEmitter");
}, 60_000);

test("a correlation holds for both in one process", async () => {
  const code = `
    const { withCorrelation } = require("@sightline/emitter");
    import("@sightline/emitter").then(({ currentCorrelation }) =>
      withCorrelation("c", async () => console.log((await currentCorrelation())?.correlation_id)));
  `;
  const { stdout } = await run(process.execPath, ["-e", code], { cwd: consumer });
  expect(stdout).toBe("c\n");
}, 60_000);

const typed = `
  import { createEmitter, createHook, follow, track, tracked, type EventDraft } from "@sightline/emitter";
  const draft: EventDraft = { event_type: "task_started", agent_id: "a" };
  createEmitter({ url: "http://127.0.0.1", apiKey: "k" }).emit(draft);
  export const events: AsyncIterable<{ cursor: number }> = follow({ url: "http://127.0.0.1", apiKey: "k" });
  const emitter = createEmitter({ url: "http://127.0.0.1", apiKey: "k" });
  export const seven: number = track("work", { emitter, result: (given) => given.toFixed() }, () => 7);
  createHook("mahavishnu", { emitter }).emitPoolScaled({ metadata: { size: 3 } });
  // @ts-expect-error Another system's.
  createHook("mahavishnu", { emitter }).emitCacheHit();
  export class Agent {
    @tracked("work", { emitter })
    async work(hours: number): Promise<number> {
      return hours;
    }
    @tracked("rest", (self: Agent) => ({ emitter, metadata: { busy: self.isBusy } }))
    rest() {}
    isBusy = false;
  }
  // @ts-expect-error An event has a type.
  export const wrong: EventDraft = { agent_id: "a" };
`;

const strict = {
  target: "es2022",
  lib: ["es2022", "dom", "dom.asynciterable"],
  strict: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
};

test.each([
  ["node16", "node16"],
  ["nodenext", "nodenext"],
  ["bundler", "esnext"],
])(
  "its types serve both module kinds by the resolution %s",
  async (moduleResolution, module) => {
    const files = moduleResolution === "bundler" ? ["typed.ts"] : ["typed.mts", "typed.cts"];
    for (const file of files) writeFileSync(join(consumer, file), typed);
    const options = { ...strict, module, moduleResolution, types: [], skipLibCheck: false };
    expect(await typeErrors(moduleResolution, options, files)).toBe("");
  },
  60_000,
);

test("it brings the hook command, which needs nothing else", async () => {
  const { stdout } = await run(join(consumer, "node_modules/.bin/sightline-hook"), ["--help"], { cwd: consumer });
  expect(stdout).toContain("sightline-hook install <agent>");
}, 60_000);

test("the documentation's examples compile in a program that has the package", async () => {
  const page = readFileSync(join(root, "docs/emitter.md"), "utf8");
  const examples = [...page.matchAll(/^```ts (\S+)\n(.*?)^```$/gms)].map(([, name = "", code = ""]) => ({
    name,
    code,
  }));
  const names = examples.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(["correlation.ts", "tracking.ts", "helpers.ts"]));
  for (const { name, code } of examples) writeFileSync(join(consumer, name), code);
  const typeRoots = [join(root, "node_modules/@types")];
  const program = { module: "esnext", moduleResolution: "bundler", types: ["node"], typeRoots, skipLibCheck: true };
  expect(await typeErrors("examples", { ...strict, ...program }, names)).toBe("");
}, 60_000);

async function typeErrors(name: string, compilerOptions: object, files: string[]): Promise<string> {
  const config = `tsconfig.${name}.json`;
  writeFileSync(join(consumer, config), JSON.stringify({ compilerOptions, files }));
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const answer = await run(process.execPath, [tsc, "-p", config], { cwd: consumer }).catch((error) => error);
  return answer.stdout;
}

type Conditions = { [condition: string]: string | Conditions };
type Manifest = { exports: Conditions; dependencies?: object; private?: boolean };

function manifest(): Manifest {
  return JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as Manifest;
}

/** Every file that a manifest's conditions lead to. */
function pathsIn(conditions: Conditions): string[] {
  return Object.values(conditions).flatMap((value) => (typeof value === "string" ? [value] : pathsIn(value)));
}
