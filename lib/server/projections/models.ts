import type { Pool } from "pg";
import type { Reach } from "@/lib/contract/reach";
import { pool } from "../db/pool";
import { log } from "../log";
import { processState } from "../process-state";
import { RecentCache } from "../recent-cache";
import { isScope, takeScope, touchScope } from "../store/scopes";
import { blocksProjection } from "./blocks";
import { foldToHead } from "./fold-to-head";
import type { Projection } from "./projection";
import { projections as all } from "./registry";
import { wordsProjection } from "./words";

// Whoever sees some projects only reads read models of their own: the same folds, of the events of these projects alone. Nobody
// has to take anything out of a number, and nothing can be forgotten. They are kept for each set of projects that somebody sees
// (a scope), in the schema `restricted`, and follow the log when they are read.

/** Whose read models are read, as every reader of them asks for: a workspace's own, or a scope's. */
export type ModelsId = number & { readonly models: unique symbol };

/** A workspace's own, of all its events: for whoever sees everything. */
export const wholeModels = (workspaceId: number): ModelsId => workspaceId as ModelsId;

/** Block and word index say where in the log to read, and nothing to anybody. */
const ofScopes = all.filter((each) => each !== blocksProjection && each !== wordsProjection);

/** The read models that there are of these. */
export const projectionsOf = (models: ModelsId): readonly Projection[] => (isScope(models) ? ofScopes : all);

/** Where they are read. */
export const poolOf = (models: ModelsId): Pool => pool(isScope(models) ? "restricted" : "query");

/** A scope counts as read once a minute at most. */
const scopes = processState("scopes", () => new RecentCache<number>({ ttlMs: 60_000, entriesMax: 10_000 }));

/** Of a stream that is open for days nobody asks for the scope again. */
const touched = processState("scopes-touched", () => new RecentCache<void>({ ttlMs: 3_600_000, entriesMax: 10_000 }));

/** The read models that tell of what is within reach, and of nothing else. */
export async function modelsFor({ workspaceId, projects }: Reach): Promise<ModelsId> {
  if (projects === null) return wholeModels(workspaceId);
  const name = JSON.stringify([workspaceId, ...[...projects].sort()]);
  const models = (await scopes.get(name, () => takeScope(workspaceId, projects))) as ModelsId;
  await freshen(models);
  return models;
}

/** What was folded so lately needn't be looked at again. */
const freshMs = 500;
/** Scopes take turns, so that one which is folded for the first time keeps nobody waiting for long. */
const turnMs = 1_000;
/** Whoever reads waits for so long at most; how far behind the read models are then, they say. */
const patienceMs = 2_000;

type Freshening = { work: Promise<void>; startedMs: number; isOver: boolean };
const freshening = processState("scopes-freshening", () => ({
  byScope: new Map<number, Freshening>(),
  turn: Promise.resolve(),
}));

/** Has a scope's read models follow the log, which nothing else does for them; a workspace's own do by themselves. */
export async function freshen(models: ModelsId): Promise<void> {
  if (!isScope(models)) return;
  const known = freshening.byScope.get(models);
  const isDue = !known || (known.isOver && performance.now() - known.startedMs >= freshMs);
  const { work } = isDue ? begin(models) : known;
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patienceMs);
  });
  await Promise.race([work, patience]).finally(() => clearTimeout(timer));
}

function begin(models: ModelsId): Freshening {
  const begun: Freshening = { work: Promise.resolve(), startedMs: performance.now(), isOver: false };
  begun.work = freshening.turn.then(async () => {
    try {
      begun.startedMs = performance.now();
      await touched.get(String(models), () => touchScope(models));
      await foldToHead(models, ofScopes, Date.now() + turnMs);
    } catch (error) {
      log.warn({ scope: models, message: String(error) }, "the read models of a scope could not follow the log");
    } finally {
      begun.isOver = true;
    }
  });
  freshening.turn = begun.work;
  freshening.byScope.set(models, begun);
  return begun;
}
