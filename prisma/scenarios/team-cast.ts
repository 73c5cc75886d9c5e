/** A member of the team, under the source that reports it. */
export type Member = { id: string; role: string; source: string; limit: number };

export const planner: Member = { id: "planner", role: "planner", source: "mahavishnu", limit: 400_000 };
export const reviewer: Member = { id: "reviewer-1", role: "reviewer", source: "codex", limit: 250_000 };
export const tester: Member = { id: "tester-2", role: "tester", source: "crackerjack", limit: 150_000 };
export const releaseBot: Member = { id: "release-bot", role: "release", source: "mahavishnu", limit: 200_000 };
export const docsWriter: Member = { id: "docs-writer", role: "writer", source: "codex", limit: 120_000 };
export const coders: readonly [Member, ...Member[]] = [
  { id: "coder-1", role: "developer", source: "claude-code", limit: 300_000 },
  { id: "coder-2", role: "developer", source: "claude-code", limit: 300_000 },
  { id: "coder-3", role: "developer", source: "codex", limit: 300_000 },
  { id: "coder-4", role: "reader", source: "claude-code", limit: 200_000 },
];

export const codingWork: readonly [string, ...string[]] = [
  "Trace refund rounding",
  "Guard against a double charge",
  "Move tax rules out of the cart",
  "Retry the card gateway on timeouts",
  "Show the delivery estimate at checkout",
  "Batch the nightly invoice export",
  "Split the price list importer",
  "Drop the legacy coupon table",
];
export const features: readonly [string, ...string[]] = [
  "Round refunds once, at the end",
  "Let a delivery be split in two",
  "Show prices in two currencies",
  "Send the invoice before the parcel",
];
export const codingTrouble: readonly [string, ...string[]] = [
  "lock timeout after 30 s on orders",
  "type error in cart-total.ts: number is not Money",
  "card gateway answered 502 three times",
  "migration 0042 is already applied",
];
export const projects: readonly [string, ...string[]] = ["checkout", "billing", "storefront"];
export const suites: readonly [string, ...string[]] = ["checkout suite", "billing suite", "refund journeys"];
export const guides: readonly [string, ...string[]] = ["Refund guide", "Invoice export guide", "Webhook reference"];
export const commands: readonly [string, ...string[]] = ["git push", "npm publish", "psql", "kubectl rollout"];
