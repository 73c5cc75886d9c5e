import type { PoolClient } from "pg";
import { isConnectionTrouble } from "../database-trouble";
import { pool } from "../db/pool";
import { beginAnew, inSchema } from "./base";
import { dueStatements, statementName } from "./due-statements";
import { type LockedProjections, lockProjections, schemaOf } from "./lock-projections";
import { tellMove } from "./moves";
import type { Projection, Range } from "./projection";
import { refreshStatistics } from "./refresh-statistics";

/** What one step has come to. */
export type Step =
  /** Events were folded; there are more if `cursor` is below `head`. */
  | { state: "moved"; cursor: number; head: number }
  /** Nothing to fold. */
  | { state: "dry"; cursor: number }
  /** Another instance is at it. */
  | { state: "busy" }
  /** A newer version of the program owns the tables. */
  | { state: "outdated" }
  /** The workspace has no log any more. */
  | { state: "gone" };

type StepOptions = {
  /** How many cursors one step looks through. */
  eventsMax?: number;
  /** Wait for an instance that is at it, rather than leave it to that one. */
  wait?: boolean;
  /**
   * Fold into the read models' bases instead, and no further than this cursor. Whoever takes events or payloads up to a cursor
   * has seen to it that the bases know them.
   */
  baseUpTo?: number;
};

/** Folding costs a fixed part for each statement and agent, so ranges are large; a transaction should stay short. */
const eventsMaxDefault = 4_000;
/** Up to so many events planning would cost more than folding them. */
const keptPlanMax = 1_000;

type Move = Range & { projection: Projection; head: number };

/**
 * Takes a read model one range further along a workspace's log, in one transaction. Throws what PostgreSQL says, with
 * nothing changed.
 */
export async function advance(workspaceId: number, projection: Projection, options: StepOptions = {}): Promise<Step> {
  const [step] = await advanceTogether(workspaceId, [projection], options);
  return step as Step;
}

/**
 * Takes several read models a range further, in one transaction for all, and answers a step for each: of a short range most
 * of the cost is transactions and round trips. What makes one of them fail changes nothing of the others either.
 */
export async function advanceTogether(
  workspaceId: number,
  projections: readonly Projection[],
  options: StepOptions = {},
): Promise<Step[]> {
  const client = await pool("projections").connect();
  try {
    const steps = await foldRanges(client, { workspaceId, projections, ...options });
    client.release();
    for (const [i, step] of options.baseUpTo === undefined ? steps.entries() : []) {
      if (step.state === "moved") tellMove(workspaceId, (projections[i] as Projection).name, step.cursor);
    }
    return steps;
  } catch (error) {
    await giveUp(client, error);
    throw error;
  }
}

/** Undoes the transaction; with its connection where that may be in any state. */
async function giveUp(client: PoolClient, error: unknown): Promise<void> {
  const isBroken =
    isConnectionTrouble(error) ||
    (await client.query("ROLLBACK").then(
      () => false,
      () => true,
    ));
  client.release(isBroken);
}

type Target = { workspaceId: number; projections: readonly Projection[] };

async function foldRanges(
  client: PoolClient,
  { workspaceId, projections, eventsMax = eventsMaxDefault, wait = false, baseUpTo }: StepOptions & Target,
): Promise<Step[]> {
  const isBase = baseUpTo !== undefined;
  const locked = await lockProjections(client, { workspaceId, projections, wait, isBase });
  const plans: (Move | Step)[] = [];
  for (const projection of projections) {
    plans.push(await planOf(client, locked, { workspaceId, projection, eventsMax, baseUpTo }));
  }
  const moves = plans.flatMap((plan) => ("projection" in plan ? [plan] : []));
  if (moves.length === 0) {
    await client.query("ROLLBACK");
    return plans as Step[];
  }
  await foldMoves(client, moves);
  await Promise.all([
    client.query({
      name: "move-projections",
      text: `UPDATE projection_cursors c SET cursor = m.cursor, version = m.version
        FROM unnest($2::text[], $3::bigint[], $4::int[]) AS m (name, cursor, version)
        WHERE c.workspace_id = $1 AND c.name = m.name`,
      values: [
        workspaceId,
        moves.map(({ projection }) => projection.name),
        moves.map(({ upTo }) => upTo),
        moves.map(({ projection }) => projection.version),
      ],
    }),
    client.query("COMMIT"),
  ]);
  const schema = schemaOf(workspaceId, isBase);
  for (const { projection, after, upTo } of moves) {
    await refreshStatistics(client, schema ? inSchema(schema, projection) : projection, upTo - after);
  }
  return plans.map((plan) => ("projection" in plan ? { state: "moved", cursor: plan.upTo, head: plan.head } : plan));
}

type Planned = { workspaceId: number; projection: Projection; eventsMax: number; baseUpTo: number | undefined };

/** What is to be folded of a read model, whose tables are ready for it; else the step that it is without. */
async function planOf(
  client: PoolClient,
  { rows, log, bases }: LockedProjections,
  { workspaceId, projection, eventsMax, baseUpTo }: Planned,
): Promise<Move | Step> {
  const row = rows.get(projection.name);
  if (!log) return { state: "gone" };
  if (!row) return { state: "busy" };
  if (row.version > projection.version) return { state: "outdated" };
  const head = Number(log.head);
  const known = Number(row.cursor);
  // A cursor beyond the head is of a log that has since been put back to an earlier state; and what the base knows, the log
  // may no longer hold.
  const isAnew =
    row.version < projection.version ||
    known > head ||
    known < (bases.get(projection.name) ?? Number.NEGATIVE_INFINITY);
  const start = Number(log.floor) - 1;
  const after = isAnew
    ? await beginAnew(client, { workspaceId, projection, start, isBase: baseUpTo !== undefined })
    : Math.max(known, start);
  const upTo = Math.max(after, Math.min(head, after + eventsMax, baseUpTo ?? head));
  if (upTo <= after && !isAnew) return { state: "dry", cursor: known };
  return { projection, workspaceId, after, upTo, head };
}

/**
 * All statements in one go, then what isn't SQL. A short range goes by plans that are kept: they are made again whenever
 * tables were looked at (`refreshStatistics`). For a long one a plan of its own is cheap and knows how much there is.
 */
async function foldMoves(client: PoolClient, moves: readonly Move[]): Promise<void> {
  const isShort = moves.every(({ after, upTo }) => upTo - after <= keptPlanMax);
  const planning = `SET LOCAL plan_cache_mode = force_${isShort ? "generic" : "custom"}_plan`;
  const [, due] = await Promise.all([client.query(planning), dueStatements(client, moves)]);
  await Promise.all(
    due.map(({ text, range: { workspaceId, after, upTo } }) =>
      client.query({ name: statementName(text), text, values: [workspaceId, after, upTo] }),
    ),
  );
  for (const { projection, workspaceId, after, upTo } of moves) {
    await projection.fold?.(client, { workspaceId, after, upTo });
  }
}
