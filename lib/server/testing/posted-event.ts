import fc from "fast-check";
import { textFields } from "@/lib/contract/event-form";
import { anyJson, badText, goodText, nested, type Written, writeArray, writeObject, writeText } from "./written-json";

// Events as programs post them: every field absent, null, good, bad or of a wrong type, under its name, its alias or
// both, some of them twice, among fields that nobody knows.

const text = (value: string): Written => ({ text: JSON.stringify(value), means: value });
const texts = (...values: string[]) => fc.constantFrom(...values).map(text);

const goodLabel = fc
  .oneof(goodText, fc.constantFrom("é".repeat(200), "😀".repeat(200)))
  .filter((value) => value !== "" && value !== "sightline");
const badLabel = fc.oneof(badText, fc.constantFrom("", "x".repeat(201), "😀".repeat(201)));

const instant = fc
  .tuple(
    fc.date({ min: new Date("2000-01-02"), max: new Date("2100-12-30"), noInvalidDate: true }),
    fc.integer({ min: -14 * 60, max: 14 * 60 }),
    fc.string({ unit: fc.constantFrom(..."0123456789"), maxLength: 12 }),
  )
  .map(([date, minutes, fraction]) => {
    const local = new Date(date.getTime() + minutes * 60_000).toISOString().slice(0, 19);
    const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60].map((n) =>
      `${n}`.padStart(2, "0"),
    );
    const offset = minutes === 0 ? "Z" : `${minutes < 0 ? "-" : "+"}${hours}:${rest}`;
    return text(`${local}${fraction === "" ? "" : `.${fraction}`}${offset}`);
  });

export const eventTypes = [
  "note",
  "task_failed",
  "operation_denied",
  "workflow_started",
  "cache_hit",
  "tool.used",
  "leader-x",
  "constructor",
  "coverage:low",
  `a${"b".repeat(99)}`,
] as const;

const good: Readonly<Record<string, fc.Arbitrary<Written>>> = {
  event_type: texts(...eventTypes),
  event_id: fc.tuple(fc.uuid(), fc.boolean()).map(([id, upper]) => text(upper ? id.toUpperCase() : id)),
  timestamp: instant,
  status: texts("success", "failure", "denied"),
  severity: texts("debug", "info", "warning", "error", "critical"),
  category: texts("agents", "custom", "system"),
  ...Object.fromEntries(textFields.map((name) => [name, writeText(goodLabel)])),
};
const bad: Readonly<Record<string, fc.Arbitrary<Written>>> = {
  event_type: texts("Task", "", "1a", "a b", "a..b", "a_b.", "note\n", "sightline.reset", "a".repeat(101)),
  event_id: texts("", "1", "{6f1c9a52-5c0e-4a0e-9d6c-1b8a5d0c7e11}", "6f1c9a52-5c0e-4a0e-9d6c-1b8a5d0c7e1g"),
  timestamp: texts(
    "",
    "yesterday",
    "2026-11-17",
    "2026-11-17T14:06:12",
    "2026-02-30T00:00:00Z",
    "1999-12-31T23:59:59Z",
    "2101-01-01T00:00:00Z",
    "2026-11-17T24:00:00Z",
  ),
  status: texts("", "great", "Success"),
  severity: texts("", "loud", "INFO"),
  category: texts("", "rooms", "__proto__"),
  ...Object.fromEntries(textFields.map((name) => [name, writeText(badLabel)])),
  source: fc.oneof(writeText(badLabel), texts("sightline")),
};

const lifted = ["session_id", "task_id", "trace_id", "correlation_id", "project"];
const metadataName = fc
  .oneof(
    { weight: 4, arbitrary: goodText },
    { weight: 1, arbitrary: fc.constantFrom(...lifted, "task_id", "task_id", "color", "size") },
  )
  .filter((name) => !/^(extra_*|truncated)$/.test(name));
const metadata = fc.oneof(
  {
    weight: 20,
    arbitrary: fc
      .array(
        fc.tuple(
          writeText(metadataName),
          fc.oneof({ weight: 30, arbitrary: anyJson }, { weight: 1, arbitrary: writeText(badText) }),
        ),
        { maxLength: 5 },
      )
      .map(writeObject),
  },
  { weight: 1, arbitrary: fc.constantFrom(31, 32, 33, 40, 100_000).map(nested) },
  {
    weight: 1,
    arbitrary: fc
      .integer({ min: -3, max: 3 })
      .map((over) => writeObject([[text("x"), text("x".repeat(65_536 - 8 + over))]])),
  },
);

const aliases = { event_type: "kind", timestamp: "time", source: "system", metadata: "data" } as const;

/** A field under its name or its alias; rarely null, bad or of some other type. */
function field(name: string): fc.Arbitrary<[string, Written]> {
  const names = Object.hasOwn(aliases, name) ? [name, name, aliases[name as keyof typeof aliases]] : [name];
  const value = fc.oneof(
    { weight: 60, arbitrary: name === "metadata" ? metadata : (good[name] ?? anyJson) },
    { weight: 3, arbitrary: fc.constant<Written>({ text: "null", means: null }) },
    { weight: 2, arbitrary: bad[name] ?? anyJson },
    { weight: 1, arbitrary: anyJson },
  );
  return fc.tuple(fc.constantFrom(...names), value);
}

const often = ["event_type", "event_type", "event_type", "agent_id", "agent_id", "task_id", "metadata"];
const unknownName = fc
  .oneof(goodText, fc.constantFrom("color", "size"))
  .filter((name) => !/^(extra_*|truncated|time|kind|system|data)$/.test(name) && !Object.hasOwn(good, name));

const fields = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...Object.keys(good), "metadata", "metadata").chain(field) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom("cursor", "received_at", "api_key", "origin"), anyJson) },
  { weight: 2, arbitrary: fc.tuple(unknownName, anyJson) },
);

/** One event, or rarely something that is none. */
export const postedEvent: fc.Arbitrary<Written> = fc.oneof(
  {
    weight: 15,
    arbitrary: fc
      .tuple(fc.tuple(...often.map(field)), fc.array(fields, { maxLength: 12 }))
      .map(([first, more]) => writeObject([...first, ...more].map(([name, value]) => [text(name), value]))),
  },
  {
    weight: 1,
    arbitrary: fc.oneof(
      fc.constant<Written>({ text: "null", means: null }),
      fc.constant<Written>(text("x")),
      fc.constant(writeArray([])),
    ),
  },
);
