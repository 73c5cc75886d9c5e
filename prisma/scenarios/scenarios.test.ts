import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { draftFromHook } from "@/emitter";
import { categoryOf, findCatalogueEntry } from "@/lib/contract/catalogue";
import { draftFields } from "@/lib/contract/draft";
import { readExportedEvent } from "@/lib/server/ingest/read-exported-event";
import { team } from "./team";
import { teamHistory } from "./team-history";

const lines = readFileSync(new URL("claude-code-session.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n");
const steps = [...team({ seed: 7, rounds: 60 })];

test("the same seed tells the same story", () => {
  expect([...team({ seed: 7, rounds: 60 })]).toEqual(steps);
  expect(steps.every(({ waitMs }) => waitMs >= 0)).toBe(true);
});

test("the team's drafts are what the contract accepts, and touch every category", () => {
  for (const { draft } of steps) {
    expect(draftFields.safeParse(draft).error, JSON.stringify(draft)).toBeUndefined();
    for (const field of findCatalogueEntry(draft.event_type)?.requires ?? []) expect(draft).toHaveProperty(field);
  }
  expect(new Set(steps.map(({ draft }) => categoryOf(draft.event_type))).size).toBe(12);
});

test("a team's past is lines that an import takes, within its time and of every category", () => {
  const [fromMs, untilMs] = [Date.parse("2026-11-20T00:00:00Z"), Date.parse("2026-11-20T12:00:00Z")];
  const lines = [...teamHistory({ seed: 7, fromMs, untilMs })];
  expect(lines).toEqual([...teamHistory({ seed: 7, fromMs, untilMs })]);
  const drafts = lines.map((line) => {
    const read = readExportedEvent(line);
    if (!read.ok) throw new Error(`${read.message}: ${line}`);
    return read.draft;
  });
  const times = drafts.map(({ timestamp }) => Date.parse(String(timestamp)));
  expect([...times].sort((a, b) => a - b)).toEqual(times);
  expect(Math.min(...times)).toBeGreaterThanOrEqual(fromMs);
  expect(Math.max(...times)).toBeLessThan(untilMs);
  expect(new Set(drafts.map(({ category }) => category)).size).toBe(12);
  expect(new Set(drafts.map(({ event_id }) => event_id)).size).toBe(drafts.length);
});

test("the Claude Code fixture is 240 payloads or more of three sessions, each an event of its own", () => {
  const drafts = lines.map((line) => draftFromHook("claude-code", JSON.parse(line)));
  expect(drafts.length).toBeGreaterThanOrEqual(240);
  expect(new Set(lines).size).toBe(lines.length);
  expect(new Set(drafts.map((draft) => draft?.session_id)).size).toBe(3);
  for (const draft of drafts) expect(draftFields.safeParse(draft).error).toBeUndefined();
  const ids = drafts.flatMap((draft) => draft?.event_id ?? []);
  expect(new Set(ids).size).toBe(ids.length);
});
