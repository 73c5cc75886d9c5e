import type { PoolClient } from "pg";

/**
 * A read model: a fold of a workspace's log into tables of its own, which anybody may throw away and make again.
 *
 * Each statement is SQL with `$1` the workspace, `$2` a cursor after which and `$3` the one up to which it folds the events;
 * it must name all three. They run in this order in one transaction, which also moves the read model's cursor: every event
 * counts exactly once, however the log is cut into ranges and whichever instance folds which. Two rules for that:
 *
 * - folding two ranges one after the other gives what folding both at once gives;
 * - no event makes a statement fail. What events hold is anybody's, and a statement that fails stops the read model.
 */
export type Projection = {
  /** Of the row in `projection_cursors`; stays for good. */
  readonly name: string;
  /** From 1; raised whenever the fold gives something else than before: the tables are then made anew. */
  readonly version: number;
  /** All that the statements write to, each with a column `workspace_id`. */
  readonly tables: readonly string[];
  readonly statements: readonly (string | ConditionalStatement)[];
  /** Of a range for which it says no there is nothing to fold, whatever the events are: the statements are left out. */
  readonly concerns?: (range: Range) => boolean;
  /** What follows the statements in their transaction, where SQL alone would cost too much; the same rules hold for it. */
  readonly fold?: (client: PoolClient, range: Range) => Promise<void>;
  /**
   * Takes out of the tables what the oldest events, which are about to go, put there: what is left is the fold of the log that is
   * left. A read model without it goes on knowing them: each of its tables stands once more in the schema `retained`, as what
   * it knew before they went (see `advance.ts`).
   */
  readonly forget?: (client: PoolClient, range: Range) => Promise<void>;
};

/**
 * A statement that would change nothing unless some event `e` of the range meets a condition: then it is left out. The
 * condition is asked of every event, so it should be cheap.
 */
export type ConditionalStatement = { readonly text: string; readonly when: string };

/** The events with `after` < cursor ≤ `upTo`. */
export type Range = { workspaceId: number; after: number; upTo: number };
