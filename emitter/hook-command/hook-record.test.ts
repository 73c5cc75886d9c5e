import fc from "fast-check";
import { expect, test } from "vitest";
import { hookFixtures } from "@/lib/server/ingest/doors/fixtures/hook-fixtures";
import { judgeDraft } from "@/lib/server/ingest/judge-draft";
import { draftFromHook } from "../agents/draft-from-hook";
import { parseExactJson } from "../agents/exact-json";
import { commandAgents, hookAgents } from "../agents/hook-agents";
import type { JsonValue } from "../draft";
import { encodeRecord, eventOfRecord, redactedEventOfRecord } from "./hook-record";

/** The event that a payload becomes by way of the spool, as the server reads it. */
function throughSpool(agent: (typeof commandAgents)[number], sent: Buffer) {
  const line = encodeRecord(agent, sent);
  expect(line).not.toMatch(/[\r\n]/);
  return JSON.parse(eventOfRecord(line) ?? "null");
}

test("each hook of each agent becomes what its door makes of it", () => {
  for (const agent of hookAgents) {
    for (const { payload, isNamed } of hookFixtures[agent]) {
      const event = throughSpool(agent, Buffer.from(JSON.stringify(payload, null, 2)));
      const { event_id, timestamp, ...draft } = draftFromHook(agent, payload);
      expect(event).toMatchObject(JSON.parse(JSON.stringify(draft)));
      expect(event.event_id).toMatch(isNamed ? /^.{14}5/ : /^.{14}7/);
      if (isNamed) expect(event.event_id).toBe(event_id);
      if (timestamp !== undefined) expect(event.timestamp).toBe(timestamp);
    }
  }
});

test("a payload says when it came, and who it is, where it doesn't say itself", () => {
  const beforeMs = Date.now();
  const sent = Buffer.from('{"hook_event_name":"Stop","session_id":"s"}');
  const [one, two] = [throughSpool("opencode", sent), throughSpool("opencode", sent)];
  expect(one).toMatchObject({ event_type: "turn.completed", source: "opencode", agent_id: "s" });
  expect(Date.parse(one.timestamp)).toBeGreaterThanOrEqual(beforeMs);
  expect(one.event_id).not.toBe(two.event_id);
});

test("numbers that no double holds keep their digits", () => {
  const event = throughSpool("codex", Buffer.from('{"hook_event_name":"Stop",\r\n"n":9007199254740993}'));
  expect(event.metadata.n).toBe("9007199254740993");
  expect(event.metadata.truncated).toMatchObject([{ path: "metadata.n", reason: "number" }]);
});

test("bytes that are no UTF-8 are told of with the hash of what came", () => {
  const sent = Buffer.from('{"hook_event_name":"Stop","said":"caf\xe9"}', "latin1");
  const event = throughSpool("codex", sent);
  expect(event.metadata.said).toBe("caf\ufffd");
  expect(event.metadata.truncated).toMatchObject([{ path: "metadata", reason: "characters", bytes: sent.length }]);
  expect(throughSpool("codex", Buffer.from('{"said":"\ufffd"}')).metadata).toEqual({ said: "\ufffd" });
});

test("whatever bytes come, it is refused here or taken by ingest", () => {
  const json = fc.jsonValue().map((value) => Buffer.from(JSON.stringify(value)));
  const bytes = fc.uint8Array({ maxLength: 60 }).map((array) => Buffer.from(array));
  const text = fc.string({ unit: "binary" }).map((value) => Buffer.from(JSON.stringify({ value }), "latin1"));
  fc.assert(
    fc.property(fc.constantFrom(...commandAgents), fc.oneof(json, bytes, text), (agent, sent) => {
      let isJson = true;
      try {
        JSON.parse(sent.toString("utf8"));
      } catch {
        isJson = false;
      }
      if (!isJson) {
        expect(() => encodeRecord(agent, sent)).toThrow();
        return;
      }
      const verdict = judgeDraft(throughSpool(agent, sent), { apiKey: "k", defaultSource: null, strict: false });
      expect(verdict).toMatchObject({ ok: true });
    }),
  );
});

test.each(["", "x", "{}", "[]", '{"v":2}', '{"v":1,"hook":"clippy","at":"a","id":"b"}', '{"v":1,"hook":"codex"}'])(
  "%j is no record",
  (line) => {
    expect(eventOfRecord(line)).toBeNull();
  },
);

test("a record of a payload that is nothing is an event all the same", () => {
  expect((parseExactJson(encodeRecord("codex", Buffer.from("null"))) as { payload: JsonValue }).payload).toBeNull();
  expect(throughSpool("codex", Buffer.from("null"))).toMatchObject({ event_type: "custom.unknown", source: "codex" });
});

const secret = "hunter2-and-more";
const prompt = (text: string) =>
  Buffer.from(JSON.stringify({ hook_event_name: "UserPromptSubmit", session_id: "s", prompt_id: "p", prompt: text }));

test("secrets are masked on the way out, with the same id, unless the call said that they may go", () => {
  const sent = prompt(`PGPASSWORD=${secret} psql`);
  const event = JSON.parse(redactedEventOfRecord(encodeRecord("claude-code", sent)) ?? "null");
  expect(event.metadata).toMatchObject({
    prompt: "PGPASSWORD=[masked: env-value] psql",
    masked: [{ path: "metadata.prompt", rule: "env-value" }],
  });
  expect(event.event_id).toBe(throughSpool("claude-code", sent).event_id);
  const raw = encodeRecord("claude-code", sent, { redact: false });
  expect(redactedEventOfRecord(raw)).toContain(secret);
  expect(redactedEventOfRecord("no record")).toBeNull();
});

test("a payload that is as large as can be is not refused for the masks in it", () => {
  const line = encodeRecord("claude-code", prompt("A_TOKEN=abc1234\n".repeat(3_500)));
  const event = JSON.parse(redactedEventOfRecord(line) ?? "null");
  expect(JSON.stringify(event)).not.toContain("abc1234");
  expect(judgeDraft(event, { apiKey: "k", defaultSource: null, strict: false })).toMatchObject({ ok: true });
});

test("a byte order mark before a payload is no part of it", () => {
  const mark = Buffer.from([0xef, 0xbb, 0xbf]);
  const said = (bytes: Buffer) => throughSpool("codex", Buffer.concat([mark, bytes])).metadata.said;
  expect(said(Buffer.from('{"said":"café"}'))).toBe("café");
  expect(said(Buffer.from('{"said":"caf\xe9"}', "latin1"))).toBe("caf\ufffd");
});
