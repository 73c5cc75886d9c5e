import { expect, test } from "vitest";
import { formatTraceparent, parseTraceparent } from "../index";

const trace_id = "4bf92f3577b34da6a3ce929d0e0e4736";
const span_id = "00f067aa0ba902b7";
const ids = `${trace_id}-${span_id}`;

test.each([
  ["the header as it usually is", `00-${ids}-01`, 1],
  ["not sampled", `00-${ids}-00`, 0],
  ["a random trace id", `00-${ids}-02`, 2],
  ["sampled and random", `00-${ids}-03`, 3],
  ["flags without a meaning yet", `00-${ids}-ff`, 3],
  ["spaces and tabs around it", `\t 00-${ids}-01 \t`, 1],
  ["a version to come, as long as this one", `01-${ids}-01`, 1],
  ["a version to come that says more", `cc-${ids}-01-what-the-future-will-be-like`, 1],
  ["a version to come that ends in a dash", `cc-${ids}-01-`, 1],
])("%s is read", (_, header, flags) => {
  expect(parseTraceparent(header)).toEqual({ trace_id, span_id, flags });
});

test.each([
  ["nothing", ""],
  ["a word", "none"],
  ["version ff", `ff-${ids}-01`],
  ["a version of one digit", `0-${ids}-01`],
  ["version 00 that says more", `00-${ids}-01-more`],
  ["version 00 that ends in a dash", `00-${ids}-01-`],
  ["a version to come that says more without a dash", `01-${ids}-01more`],
  ["a trace id of zeros", `00-${"0".repeat(32)}-${span_id}-01`],
  ["a span id of zeros", `00-${trace_id}-${"0".repeat(16)}-01`],
  ["zeros in a version to come", `01-${"0".repeat(32)}-${span_id}-01`],
  ["a trace id in upper case", `00-${trace_id.toUpperCase()}-${span_id}-01`],
  ["a version in upper case", `CC-${ids}-01`],
  ["flags in upper case", `00-${ids}-0A`],
  ["a trace id that is short", `00-${trace_id.slice(1)}-${span_id}-01`],
  ["a span id that is long", `00-${trace_id}-${span_id}0-01`],
  ["flags of one digit", `00-${ids}-1`],
  ["flags that are no hex", `00-${ids}-0g`],
  ["no flags", `00-${ids}`],
  ["underscores", `00_${trace_id}_${span_id}_01`],
  ["two headers in one", `00-${ids}-01,00-${ids}-01`],
  ["a line break behind it", `00-${ids}-01\n`],
])("%s is ignored", (_, header) => {
  expect(parseTraceparent(header)).toBeNull();
});

test("what is written is version 00 with the flags that have a meaning, and reads back", () => {
  expect(formatTraceparent({ trace_id, span_id, flags: 0xff })).toBe(`00-${ids}-03`);
  expect(formatTraceparent({ trace_id, span_id, flags: 0 })).toBe(`00-${ids}-00`);
  expect(parseTraceparent(formatTraceparent({ trace_id, span_id, flags: 2 }) ?? "")).toEqual({
    trace_id,
    span_id,
    flags: 2,
  });
});

test.each([
  ["order-7", span_id],
  ["0".repeat(32), span_id],
  [trace_id.toUpperCase(), span_id],
  [`${trace_id}\r\nx: y`, span_id],
  [trace_id, ""],
  [trace_id, "0".repeat(16)],
])("%j with %j can't be written", (trace, span) => {
  expect(formatTraceparent({ trace_id: trace, span_id: span, flags: 1 })).toBeNull();
});
