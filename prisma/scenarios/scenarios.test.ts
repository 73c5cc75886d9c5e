import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { draftFromHook } from "@/emitter";
import { categoryOf, findCatalogueEntry } from "@/lib/contract/catalogue";
import { draftFields } from "@/lib/contract/draft";
import { team } from "./team";

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

test("the Claude Code fixture is 240 payloads or more of three sessions, each an event of its own", () => {
  const drafts = lines.map((line) => draftFromHook("claude-code", JSON.parse(line)));
  expect(drafts.length).toBeGreaterThanOrEqual(240);
  expect(new Set(lines).size).toBe(lines.length);
  expect(new Set(drafts.map((draft) => draft?.session_id)).size).toBe(3);
  for (const draft of drafts) expect(draftFields.safeParse(draft).error).toBeUndefined();
  const ids = drafts.flatMap((draft) => draft?.event_id ?? []);
  expect(new Set(ids).size).toBe(ids.length);
});
