import { expect, test } from "vitest";
import { type Schema, wordsOf } from "./schema-words";

const say = (schema: Schema) =>
  wordsOf(schema)
    .map((word) => ("text" in word ? word.text : `<${word.schema}>`))
    .join("");

test.each<[string, Schema]>([
  ["string", { type: "string" }],
  ["string (uri)", { type: "string", format: "uri" }],
  ["string of 1 to 100 characters", { type: "string", minLength: 1, maxLength: 100 }],
  ["integer from 1 to 1000", { type: "integer", minimum: 1, maximum: 1000 }],
  ["integer", { type: "integer", minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER }],
  ["integer from 0", { type: "integer", minimum: 0, maximum: Number.MAX_SAFE_INTEGER }],
  ["success | failure", { enum: ["success", "failure"] }],
  ["string or null", { anyOf: [{ type: "string" }, { type: "null" }] }],
  ["string or null", { type: ["string", "null"] }],
  ["list of <AgentEvent>", { type: "array", items: { $ref: "#/components/schemas/AgentEvent" } }],
  ["object of integer", { type: "object", additionalProperties: { type: "integer" } }],
  ["object", { type: "object", additionalProperties: {} }],
  ["true", { const: true }],
  ["anything", {}],
])("%s", (words, schema) => {
  expect(say(schema)).toBe(words);
});
