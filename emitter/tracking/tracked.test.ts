import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { transform } from "esbuild";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type EventDraft, tracked } from "../index";
import type { defineAgent } from "./tracked-methods";

const source = fileURLToPath(new URL("tracked-methods.ts", import.meta.url));
const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "sightline-decorator-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** How a program's compiler turns the decorators into what Node runs. */
const compilers = {
  async typescript() {
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    const options = ["--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler", "--skipLibCheck"];
    const args = [tsc, "--ignoreConfig", ...options, "--types", "node", "--outDir", folder, source];
    await promisify(execFile)(process.execPath, args, { cwd: root });
    return readFileSync(join(folder, "tracking", basename(source).replace(/ts$/, "js")), "utf8");
  },
  async esbuild() {
    const { code } = await transform(readFileSync(source), { loader: "ts", target: "node18" });
    return code;
  },
};

for (const [name, compile] of Object.entries(compilers)) {
  let define: typeof defineAgent;
  beforeAll(async () => {
    const file = join(folder, `${name}.mjs`);
    writeFileSync(file, await compile());
    ({ defineAgent: define } = await import(/* @vite-ignore */ pathToFileURL(file).href));
  }, 60_000);

  const drafts: EventDraft[] = [];
  afterEach(() => void drafts.splice(0));
  const told = () =>
    drafts.splice(0).map(({ event_type, agent_id, metadata }) => [event_type, agent_id, metadata?.result]);
  const agent = () => new (define(tracked, { emit: (draft) => drafts.push(draft) }))("ana");

  test(`${name}: a method keeps its this, its arguments and what it gives`, () => {
    const ana = agent();
    expect([ana.add(2), ana.add(3)]).toEqual([2, 5]);
    expect(told()).toEqual([
      ["sync_starting", undefined, undefined],
      ["sync_success", undefined, 2],
      ["sync_starting", undefined, undefined],
      ["sync_success", undefined, 5],
    ]);
  });

  test(`${name}: an async method fails as it did, and the options know whose it is`, async () => {
    const error = new Error("host's own");
    await expect(agent().fail(error)).rejects.toBe(error);
    expect(told()).toEqual([
      ["async_starting", "ana", undefined],
      ["async_failed", "ana", undefined],
    ]);
  });

  test(`${name}: private and static methods are told too`, () => {
    const ana = agent();
    expect(ana.secret()).toBe("ana's");
    expect((ana.constructor as ReturnType<typeof define>).called("by", "name")).toBe("Agents by name");
    expect(told().filter(([, , result]) => result !== undefined)).toEqual([
      ["private_success", undefined, "ana's"],
      ["static_success", undefined, "Agents by name"],
    ]);
  });

  test(`${name}: a method whose options can't be had runs untold`, () => {
    const ana = agent();
    expect(ana.untold()).toBe(ana);
    expect(told()).toEqual([]);
  });

  test(`${name}: a method keeps its name and the number of its arguments`, () => {
    const { add } = agent();
    expect([add.name, add.length]).toEqual(["add", 1]);
  });
}

test("used in the old way it says so while the class is defined", () => {
  const decorate = tracked("old", { emitter: { emit() {} } }) as unknown as (...old: unknown[]) => unknown;
  expect(() => decorate({}, "method", { value() {} })).toThrow(/experimentalDecorators/);
  expect(() => decorate(undefined, { kind: "field", name: "x" })).toThrow(TypeError);
});
