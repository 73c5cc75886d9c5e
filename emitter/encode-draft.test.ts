import { expect, test } from "vitest";
import type { EventDraft } from "./draft";
import { encodeDraft } from "./encode-draft";

const id = "0190b3a0-0000-7000-8000-000000000001";
const made = { event_id: expect.stringMatching(/^[0-9a-f-]{36}$/), timestamp: expect.stringMatching(/Z$/) };

class Started {
  event_type = "task_started";
  get event_id() {
    return id;
  }
  toJSON() {
    return "a text";
  }
}

test.each<[string, object, string | undefined, object]>([
  ["nothing", {}, undefined, made],
  ["a type", { event_type: "a_b" }, "ours", { ...made, event_type: "a_b", source: "ours" }],
  ["an id", { event_id: id }, "ours", { ...made, event_id: id, source: "ours" }],
  ["a time", { timestamp: "2026-01-01T00:00:00Z" }, undefined, { ...made, timestamp: "2026-01-01T00:00:00Z" }],
  ["a source", { source: "theirs" }, "ours", { ...made, source: "theirs" }],
  ["undefined", { event_id: undefined, source: undefined }, "ours", { ...made, source: "ours" }],
  ["null", { event_id: null, timestamp: null, source: null }, "ours", { ...made, source: "ours" }],
  ["an instance", new Started(), undefined, { ...made, event_type: "task_started", event_id: id }],
  ["a toJSON", { event_type: "a_b", toJSON: () => [] }, undefined, { ...made, event_type: "a_b" }],
  [
    "no prototype",
    Object.assign(Object.create(null), { event_type: "a_b" }),
    undefined,
    { ...made, event_type: "a_b" },
  ],
  [
    "quotes",
    { metadata: { text: '"}\n\u2028' } },
    'a "b"',
    { ...made, metadata: { text: '"}\n\u2028' }, source: 'a "b"' },
  ],
])("a draft with %s is one line of JSON that says each thing once", (_, draft, source, expected) => {
  const text = encodeDraft(draft as EventDraft, source);
  expect(JSON.parse(text)).toEqual(expected);
  expect(text).not.toContain("\n");
  for (const name of ["event_id", "timestamp", "source"]) {
    expect(text.split(`"${name}":`).length).toBeLessThanOrEqual(2);
  }
});
