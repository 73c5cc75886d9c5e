import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { encodeRecord, eventOfRecord, redactedEventOfRecord } from "../hook-command/hook-record";
import { createEmitter } from "../index";
import { startRecordingServer } from "../recording-server";

const folder = mkdtempSync(join(tmpdir(), "sightline-redact-"));
const servers: Awaited<ReturnType<typeof startRecordingServer>>[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function recording() {
  const server = await startRecordingServer(() => ({ status: 200 }));
  servers.push(server);
  return server;
}

const secret = "hunter2";
const draft = { event_type: "note", agent_id: "a", metadata: { command: `PGPASSWORD=${secret} psql`, badge: "EMP-7" } };

test("an emitter that redacts hands no secret on, and masks by its own rules too", async () => {
  const server = await recording();
  const rules = [{ name: "badge", pattern: /EMP-\d+/ }];
  const emitter = createEmitter({ url: server.url, apiKey: "k", redact: { rules } });
  emitter.emit(draft);
  await emitter.close();
  expect(server.batches.flat()).toMatchObject([
    {
      metadata: {
        command: "PGPASSWORD=[masked: env-value] psql",
        badge: "[masked: badge]",
        masked: [
          { path: "metadata.command", rule: "env-value" },
          { path: "metadata.badge", rule: "badge" },
        ],
      },
    },
  ]);
});

test("what waits on disk is masked already, and without the option nothing is", async () => {
  const onDisk = () =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
      .join("");
  const server = await recording();
  for (const redact of [true, false]) {
    const emitter = createEmitter({ url: server.url, apiKey: "k", redact, spool: { directory: folder } });
    emitter.emit(draft);
    expect(onDisk().includes("psql")).toBe(true);
    expect(onDisk().includes(secret)).toBe(!redact);
    await emitter.close();
  }
});

test("a rule's name is one that a mask can have", () => {
  const redact = { rules: [{ name: "Badge No. 7", pattern: /x/ }] };
  expect(() => createEmitter({ url: "http://127.0.0.1:1", apiKey: "k", redact })).toThrow(/Badge No\. 7/);
});

test("a hook's payload is masked on its way out of the spool, unless that is told not to", () => {
  const payload = { hook_event_name: "UserPromptSubmit", session_id: "s", prompt: `PGPASSWORD=${secret} psql` };
  const line = encodeRecord("claude-code", Buffer.from(JSON.stringify(payload)));
  expect(eventOfRecord(line)).toContain(secret);
  expect(redactedEventOfRecord(line)).toContain("PGPASSWORD=[masked: env-value] psql");
  expect(redactedEventOfRecord("no record")).toBeNull();
});
