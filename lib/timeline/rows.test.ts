import { describe, expect, test } from "vitest";
import type { AgentEvent } from "../contract/event";
import { noteEvent } from "./note-event";
import { type Marker, type Row, rowsOf } from "./rows";

const eventAt = (cursor: number, time: string, more: Partial<AgentEvent> = {}) =>
  noteEvent(cursor, `2026-11-17T${time}.000000Z`, more);

const outline = (rows: readonly Row[]) =>
  rows.map((row) => {
    if (row.kind === "event") return row.event.cursor;
    return row.kind === "minute"
      ? `${row.startsAt.slice(11, 16)} ${row.events}/${row.errors}`
      : `${row.marker.kind} ${row.marker.cursor}`;
  });

describe("rowsOf", () => {
  test("A minute's line stands above its events and counts them; the newest minute has none", () => {
    const events = [
      eventAt(5, "14:06:10"),
      eventAt(4, "14:05:50", { severity: "error" }),
      eventAt(3, "14:05:10"),
      eventAt(2, "14:04:01"),
    ];
    expect(outline(rowsOf(events))).toEqual([5, "14:05 2/1", 4, 3, "14:04 1/0", 2]);
  });

  test("A straggler opens no minute", () => {
    const straggler = eventAt(4, "14:01:00", { received_at: "2026-11-17T14:06:05.000000Z" });
    expect(outline(rowsOf([eventAt(5, "14:06:10"), straggler, eventAt(3, "14:06:01")]))).toEqual([5, 4, 3]);
  });

  test("Imported events open minutes although they all arrived late", () => {
    const late = { origin: "import", received_at: "2026-11-20T08:00:00.000000Z" } as const;
    expect(outline(rowsOf([eventAt(2, "14:06:10", late), eventAt(1, "14:05:00", late)]))).toEqual([2, "14:05 1/0", 1]);
  });

  test("A marker stands between what came after it and what came before", () => {
    const paused: Marker = { kind: "paused", cursor: 2, at: 0 };
    expect(outline(rowsOf([eventAt(3, "14:06:10"), eventAt(2, "14:06:09")], [paused]))).toEqual([3, "paused 2", 2]);
  });

  test("A marker keeps its place where a filter hides its own event, and at both ends", () => {
    const marker = (cursor: number): Marker => ({ kind: "paused", cursor, at: 0 });
    const rows = rowsOf([eventAt(9, "14:06:10"), eventAt(4, "14:06:09")], [marker(1), marker(7), marker(12)]);
    expect(outline(rows)).toEqual(["paused 12", 9, "paused 7", 4, "paused 1"]);
  });

  test("Keys are unique, and those of old rows stay when events arrive", () => {
    const older = [eventAt(2, "14:05:10"), eventAt(1, "14:04:59")];
    const keys = (rows: readonly Row[]) => rows.map((row) => row.key);
    const before = keys(rowsOf(older));
    const after = keys(rowsOf([eventAt(3, "14:05:11"), ...older]));
    expect(new Set(after).size).toBe(after.length);
    expect(after.slice(1)).toEqual(before);
  });
});
