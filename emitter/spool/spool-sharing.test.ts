import { once } from "node:events";
import { closeSync, openSync, renameSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { bundleProgram, runProgram } from "../testing/run-program";
import { spoolFolder } from "../testing/spool-folder";
import { appendToSpool, writeWhileNamed } from "./append-to-spool";
import { openSpool } from "./open-spool";

const decodeText = (line: string) => /^r-\w+-\d+/.exec(line)?.[0] ?? null;
const limits = { linesMax: 50, bytesMax: 100_000 };

/** Writers that a test starts: one appends through a spool of its own, the other as hooks do. */
const programCode = `
import { appendToSpool } from "./spool/append-to-spool";
import { openSpool } from "./spool/open-spool";
const { DIRECTORY = "", NAME = "", COUNT = "", HOW = "", PADDING = "" } = process.env;
const spool = openSpool({ directory: DIRECTORY, decode: (line) => line, onLost() {} });
for (let n = 0; n < Number(COUNT); n += 1) {
  const record = "r-" + NAME + "-" + n + "漢".repeat(Number(PADDING));
  if (HOW === "shared") appendToSpool(DIRECTORY, [record]);
  else spool.append(record);
}
process.stdout.write("done\\n", () => HOW === "killed" ? process.kill(process.pid, "SIGKILL") : spool.release());
`;

test("nothing is lost between writers of every kind and readers that take from under them", async () => {
  const program = await bundleProgram(programCode);
  onTestFinished(program.remove);
  const directory = spoolFolder();
  // Text that takes long to encode leaves a reader the time to take the file away before it is written.
  const kinds = [
    { NAME: "large", HOW: "shared", COUNT: "100", PADDING: "50000" },
    { NAME: "small", HOW: "shared", COUNT: "1000" },
    { NAME: "own", HOW: "own", COUNT: "1000" },
    { NAME: "killed", HOW: "killed", COUNT: "1000" },
  ];
  const writers = kinds.map((kind) => runProgram([process.execPath, program.path], { DIRECTORY: directory, ...kind }));
  const readers = [0, 1].map(() => openSpool<string>({ directory, decode: decodeText, onLost() {} }));
  const seen: string[] = [];
  const readAll = () => {
    for (const reader of readers) {
      reader.takeOver();
      for (let batch = reader.take(limits); batch; batch = reader.take(limits)) {
        seen.push(...batch.items);
        reader.done(batch.items.length);
      }
    }
  };
  let running = writers.length;
  for (const { child } of writers) void once(child, "close").then(() => (running -= 1));
  while (running > 0) {
    readAll();
    await new Promise((resolve) => setImmediate(resolve));
  }
  readAll();
  for (const { NAME, HOW, COUNT } of kinds) {
    const all = Array.from({ length: Number(COUNT) }, (_, n) => `r-${NAME}-${n}`);
    const own = new Set(seen.filter((record) => record.startsWith(`r-${NAME}-`)));
    // Who ends a shared segment at the same moment as another may end the next one instead, under the older name.
    expect(HOW === "shared" ? own : [...own]).toEqual(HOW === "shared" ? new Set(all) : all);
  }
}, 60_000);

test("a hook's process that was stopped between opening and writing sees that a reader took the file meanwhile", () => {
  const directory = spoolFolder();
  appendToSpool(directory, ["r1"]);
  const path = join(directory, "shared.jsonl");
  const fd = openSync(path, "a");
  onTestFinished(() => closeSync(fd));
  expect(writeWhileNamed(fd, path, "\nr2\n")).toBe(8);
  renameSync(path, `${path}.taken`);
  expect(writeWhileNamed(fd, path, "\nr3\n")).toBeNull();
  appendToSpool(directory, ["r4"]);
  expect(writeWhileNamed(fd, path, "\nr5\n")).toBeNull();
});
