import { expect, test } from "vitest";
import type { AgentEvent } from "@/lib/contract/event";
import { noteEvent } from "@/lib/timeline/note-event";
import { tracePath } from "./trace-path";
import { traceRows } from "./trace-rows";

const at = (second: number) => `2026-11-17T14:00:0${second}.000000Z`;
const event = (cursor: number, source: string | null, more: Partial<AgentEvent> = {}): AgentEvent =>
  noteEvent(cursor, at(cursor), { source, ...more });

test("a trace comes from system to system: by the parent where one is told, else from what was heard before", () => {
  const events = [event(1, "mahavishnu"), event(2, "claude-code"), event(3, "akosha"), event(4, "claude-code")];
  const path = tracePath(events, [{ cursor: 3, parent: 1 }]);
  expect(path.map(({ source, from, isTold, count }) => [source, from, isTold, count])).toEqual([
    ["mahavishnu", null, false, 1],
    ["claude-code", "mahavishnu", false, 2],
    ["akosha", "mahavishnu", true, 1],
  ]);
});

test("events stand below those that they happened inside of; what names no known parent stands by its beginning", () => {
  const events = [event(1, "a"), event(2, "a"), event(3, "b"), event(4, "b", { metadata: { duration_ms: 3_500 } })];
  const tree = [
    { cursor: 3, parent: 1 },
    { cursor: 2, parent: 99 },
  ];
  expect(traceRows(events, tree).map((row) => [row.event.cursor, row.depth, row.end - row.start])).toEqual([
    [4, 0, 3_500],
    [1, 0, 0],
    [3, 1, 0],
    [2, 0, 0],
  ]);
});

test("an event whose system is another than the one before it says from where it came", () => {
  const events = [event(1, "a"), event(2, "b"), event(3, "b"), event(4, "a"), event(5, "c")];
  const tree = [
    { cursor: 3, parent: 2 },
    { cursor: 4, parent: 2 },
  ];
  expect(traceRows(events, tree).map((row) => [row.event.cursor, row.cameFrom])).toEqual([
    [1, null],
    [2, "a"],
    [3, null],
    [4, "b"],
    [5, "b"],
  ]);
});
