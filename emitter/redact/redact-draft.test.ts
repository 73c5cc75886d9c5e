import fc from "fast-check";
import { expect, test } from "vitest";
import type { EventDraft, JsonObject } from "../draft";
import { redactDraftJson } from "./redact-draft";
import { redactionRules } from "./redaction-rules";

const redact = (draft: unknown) => JSON.parse(redactDraftJson(JSON.stringify(draft), redactionRules)) as EventDraft;
const draft = (metadata: JsonObject, more: Partial<EventDraft> = {}): EventDraft => ({
  event_type: "tool.started",
  agent_id: "a",
  ...more,
  metadata,
});
/** As no scanner of repositories knows it. */
const token = ["ghp", "0123456789abcdefghijABCDEFGHIJ012345"].join("_");

test("secrets are masked wherever texts are, and told with their place and rule", () => {
  const command = `git clone https://ana:hunter2@example.com/x && echo ${token}`;
  expect(redact(draft({ tool_input: { command, tries: [1, token] }, cwd: "/srv" }))).toEqual(
    draft({
      tool_input: {
        command: "git clone https://ana:[masked: url-password]@example.com/x && echo [masked: github-token]",
        tries: [1, "[masked: github-token]"],
      },
      cwd: "/srv",
      masked: [
        { path: "metadata.tool_input.command", rule: "url-password" },
        { path: "metadata.tool_input.command", rule: "github-token" },
        { path: "metadata.tool_input.tries[1]", rule: "github-token" },
      ],
    }),
  );
});

test("a field with a secret's name is masked whole, whatever text it holds; numbers and switches are facts", () => {
  const metadata = {
    password: "hunter2",
    nested: { apiKey: "k", input_tokens: 12, token: 7, secret: true, credentials: { user: "ana", deep: ["x"] } },
    client_secret: "",
    cookie: null,
  };
  expect(redact(draft(metadata)).metadata).toEqual({
    password: "[masked: secret-field]",
    nested: {
      apiKey: "[masked: secret-field]",
      input_tokens: 12,
      token: 7,
      secret: true,
      credentials: "[masked: secret-field]",
    },
    client_secret: "",
    cookie: null,
    masked: [
      { path: "metadata.password", rule: "secret-field" },
      { path: "metadata.nested.apiKey", rule: "secret-field" },
      { path: "metadata.nested.credentials", rule: "secret-field" },
    ],
  });
});

test("labels are masked and stay labels; what events are joined by stays", () => {
  const joined = { agent_id: token, session_id: token, task_id: token, trace_id: token, correlation_id: token };
  const long = `${"word ".repeat(30)}PGPASSWORD=x PGPASSWORD=x PGPASSWORD=x`;
  const redacted = redact(draft({}, { ...joined, operation: `use ${token}`, agent_name: token, project: long }));
  expect(redacted).toMatchObject({
    ...joined,
    operation: "use [masked: github-token]",
    agent_name: "[masked: github-token]",
  });
  expect(redacted.project).not.toContain("PASSWORD=x");
  expect([...(redacted.project ?? "")].length).toBeLessThanOrEqual(200);
  expect(redacted.metadata?.masked).toEqual([
    { path: "operation", rule: "github-token" },
    { path: "agent_name", rule: "github-token" },
    { path: "project", rule: "env-value" },
  ]);
});

test("fields that an event has no place for, and names of fields, are looked through too", () => {
  const redacted = redact({ kind: "note", source: "s", note: token, data: { [token]: 1 } });
  expect(JSON.stringify(redacted)).not.toContain(token.slice(4, 30));
  expect(redacted).toMatchObject({ note: "[masked: github-token]" });
});

test("half a secret at the end of a text that was cut is masked: nobody could know its form", () => {
  const truncated = [{ path: "metadata.output", reason: "size", bytes: 99_999, sha256: "0" }];
  const redacted = redact(draft({ output: `the key is ${token.slice(0, 15)}`, other: token.slice(0, 15), truncated }));
  expect(redacted.metadata).toMatchObject({
    output: "the key is [masked: cut-end]",
    other: token.slice(0, 15),
    truncated,
  });
  expect(redact(redacted)).toEqual(redacted);
});

test("what is without a secret is the very same text", () => {
  const json = JSON.stringify(draft({ z: 1, a: "password", input_tokens: 3 }));
  expect(redactDraftJson(json, redactionRules)).toBe(json);
});

test("a list under `masked` that isn't ours is content like any other", () => {
  expect(redact(draft({ masked: [token], t: token })).metadata).toEqual({
    masked_: ["[masked: github-token]"],
    t: "[masked: github-token]",
    masked: [
      { path: "metadata.masked[0]", rule: "github-token" },
      { path: "metadata.t", rule: "github-token" },
    ],
  });
});

test("whatever the draft, redacting doesn't throw, leaves no secret, and twice is once", () => {
  const value = fc.letrec((tie) => ({
    text: fc.oneof(
      fc.constant(token),
      fc.string({ unit: "binary" }),
      fc.constantFrom("password", "masked", "truncated", "__proto__", "path", "size", `PASSWORD=${token}`),
    ),
    value: fc.oneof({ depthSize: "small" }, tie("text"), fc.integer(), fc.constant(null), tie("list"), tie("object")),
    list: fc.array(tie("value"), { maxLength: 4 }),
    object: fc.dictionary(tie("text") as fc.Arbitrary<string>, tie("value"), { maxKeys: 5, noNullPrototype: true }),
  })).object;
  fc.assert(
    fc.property(value, value, (metadata, rest) => {
      const given = { ...(rest as object), metadata, event_id: "e" };
      const once = redactDraftJson(JSON.stringify(given), redactionRules);
      expect(once).not.toContain(token);
      expect(redactDraftJson(once, redactionRules)).toBe(once);
    }),
    { numRuns: 200 },
  );
});
