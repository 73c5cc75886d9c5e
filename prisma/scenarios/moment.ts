import type { EventDraft } from "@/emitter";
import type { Random } from "./random";
import type { Member } from "./team-cast";

/** A draft and its moment, counted from the start of its round. */
export type Moment = { atMs: number; draft: EventDraft };

/** A short story of one or a few members, starting at a moment. Budgets outlive episodes, so they are handed in. */
export type Episode = (stage: { random: Random; startMs: number; budgets: Map<string, number> }) => Moment[];

export function by(member: Member) {
  return { agent_id: member.id, agent_name: member.id, agent_role: member.role, source: member.source };
}

/** What is taken leaves the member's budget, which is filled up again when it would not be enough. */
export function spending(member: Member, random: Random, budgets: Map<string, number>): EventDraft {
  const spent = random.between(900, 24_000);
  const before = budgets.get(member.id) ?? member.limit;
  const delta = before < spent ? member.limit - before : -spent;
  budgets.set(member.id, before + delta);
  return {
    event_type: "budget_updated",
    metadata: { remaining: before + delta, limit: member.limit, delta, unit: "tokens" },
  };
}

/** What a piece of work took of a model, as agents tell it. */
export function usage(random: Random) {
  const input_tokens = random.between(4_000, 90_000);
  const output_tokens = random.between(400, 9_000);
  const cost_usd = Math.round(input_tokens * 0.3 + output_tokens * 1.5) / 100_000;
  return { input_tokens, output_tokens, cost_usd };
}
