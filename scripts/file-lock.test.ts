import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { withFileLock } from "./file-lock.mjs";

let folder: string;
let lock: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sightline-lock-"));
  lock = join(folder, "lock");
});

afterEach(() => rmSync(folder, { recursive: true }));

/** A process of its own that runs `body`, with `withFileLock`, `lock`, `counter` and `fs` at hand. */
function inProcess(body: string): ChildProcess {
  const script = `
    import fs from "node:fs";
    import { withFileLock } from ${JSON.stringify(new URL("./file-lock.mjs", import.meta.url).href)};
    const lock = ${JSON.stringify(lock)}, counter = ${JSON.stringify(join(folder, "counter"))};
    ${body}`;
  return spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: ["ignore", "pipe", "inherit"] });
}

async function holder(): Promise<ChildProcess> {
  const child = inProcess(
    `await withFileLock(lock, () => { console.log("held"); return new Promise(() => setInterval(() => {}, 1000)); });`,
  );
  if (child.stdout) await once(child.stdout, "data");
  return child;
}

test("Of many processes, one at a time is inside.", async () => {
  writeFileSync(join(folder, "counter"), "0");
  const children = Array.from({ length: 4 }, () =>
    inProcess(`for (let i = 0; i < 5; i++) await withFileLock(lock, async () => {
      const seen = Number(fs.readFileSync(counter, "utf8"));
      await new Promise((resolve) => setTimeout(resolve, 2));
      fs.writeFileSync(counter, String(seen + 1));
    });`),
  );
  await Promise.all(children.map((child) => once(child, "close")));
  expect(readFileSync(join(folder, "counter"), "utf8")).toBe("20");
}, 30_000);

test("A killed owner's lock is free at once, for one of those who wait.", async () => {
  const owner = await holder();
  let inside = 0;
  const waiting = Array.from({ length: 5 }, () =>
    withFileLock(lock, async () => {
      expect(++inside).toBe(1);
      await Promise.resolve();
      inside--;
    }),
  );
  owner.kill("SIGKILL");
  await Promise.all(waiting);
});

test("Whoever has to wait is told once, and runs when the owner is done.", async () => {
  const events: string[] = [];
  let finish = () => {};
  const first = withFileLock(
    lock,
    () =>
      new Promise<void>((resolve) => {
        finish = resolve;
      }),
  );
  const second = withFileLock(lock, () => events.push("inside"), {
    onWait: () => {
      events.push("waiting");
      finish();
    },
  });
  await Promise.all([first, second]);
  expect(events).toEqual(["waiting", "inside"]);
});

test("An owner that throws gives the lock back.", async () => {
  await expect(withFileLock(lock, () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  expect(await withFileLock(lock, () => "free")).toBe("free");
});
