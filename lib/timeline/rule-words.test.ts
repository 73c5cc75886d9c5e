import { expect, test } from "vitest";
import type { RuleCondition } from "../contract/rules";
import { ruleSentence } from "./rule-words";

const denied = ["outcome is denied", "project is checkout"];

test.each<[RuleCondition, readonly string[], string]>([
  [{ type: "event" }, [], "Tell everyone when any event comes."],
  [{ type: "event" }, denied, "Tell everyone when an event comes whose outcome is denied and project is checkout."],
  [{ type: "waiting", for_seconds: 300 }, [], "Tell everyone when an agent has waited for a person for 5 min."],
  [
    { type: "waiting", for_seconds: 0 },
    denied.slice(1),
    "Tell everyone when an agent waits for a person, where project is checkout.",
  ],
  [{ type: "budget_below", percent: 10 }, [], "Tell everyone when less than 10% of an agent's budget remains."],
  [
    { type: "silence", for_seconds: 3_600 },
    ["source is ci"],
    "Tell everyone when no event whose source is ci has come for 1 hour.",
  ],
  [{ type: "silence", for_seconds: 90 }, [], "Tell everyone when no event has come for 90 s."],
  [{ type: "rate_above", per_minute: 1_000 }, [], "Tell everyone when more than 1,000 events come in a minute."],
])("a rule reads as one sentence: %o", (condition, matching, sentence) => {
  expect(ruleSentence({ who: null, condition, matching })).toBe(sentence);
});

test("who is told is named while they are few", () => {
  const tell = (who: readonly string[]) => ruleSentence({ who, condition: { type: "event" }, matching: [] });
  expect(tell(["Ana"])).toBe("Tell Ana when any event comes.");
  expect(tell(["Ana", "Ben", "Cleo"])).toBe("Tell Ana, Ben and Cleo when any event comes.");
  expect(tell(["Ana", "Ben", "Cleo", "Dan"])).toBe("Tell 4 people when any event comes.");
  expect(tell([])).toBe("Tell nobody when any event comes.");
});
