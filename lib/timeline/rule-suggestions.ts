import type { RuleDraft } from "../contract/rules";

/** Rules that most teams want, to be made with a click. */
export const ruleSuggestions: readonly { text: string; draft: RuleDraft }[] = [
  {
    text: "Something was denied or failed",
    draft: { name: "Denied or failed", filter: "status=denied,failure", condition: { type: "event" } },
  },
  {
    text: "An agent waits for more than 5 minutes",
    draft: { name: "Agent is waiting", condition: { type: "waiting", for_seconds: 300 } },
  },
  {
    text: "Less than 10% of a budget remains",
    draft: { name: "Budget is low", condition: { type: "budget_below", percent: 10 } },
  },
];
