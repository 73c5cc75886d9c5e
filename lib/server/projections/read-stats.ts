import type { PoolClient } from "pg";
import type { Reach } from "@/lib/contract/reach";
import type { EventStats } from "@/lib/contract/stats";
import { type ExactField, exactFields, type TimelineFilter } from "@/lib/timeline/filter";
import { narrowFilter } from "@/lib/timeline/narrow-filter";
import {
  type Bucket,
  isWholeMinute,
  minuteFrom,
  minuteOf,
  planSeries,
  type SeriesPlan,
} from "@/lib/timeline/stats-series";
import { pool } from "../db/pool";
import { matchingRanges } from "../store/matching-ranges";
import { countEvents } from "./count-events";
import { countRollups } from "./count-rollups";
import { rankAgents } from "./rank-agents";
import { findFirstMinute, findRanges, type RolledLog, readRolledLog } from "./rolled-log";
import { inSnapshot } from "./snapshot";
import { StatsTally } from "./stats-tally";

/** What rollups know of an event, besides its type, category, status and severity. */
const rolledUp: readonly ExactField[] = ["agent_id", "source"];
/** Rollups begin with 1970, and no event is dated so late. */
const lastMinute = minuteOf("2200-01-01T00:00:00.000000Z");

/**
 * Counts what is within reach and matches a filter (its times fixed), exactly, at one instant of the log: whole minutes, hours and days from the
 * rollups; the minutes that `since` and `until` cut, and what the rollups have yet to follow, from the events. Null where
 * the bucket asked for would make too many points.
 */
export async function readStats(
  reach: Reach,
  asked: TimelineFilter,
  { bucket, nowMs }: { bucket: Bucket | "auto"; nowMs: number },
): Promise<EventStats | null> {
  const { workspaceId } = reach;
  const filter = narrowFilter(asked, reach);
  return inSnapshot(pool("query"), async (client) => {
    const log = await readRolledLog(client, workspaceId);
    const { since, until } = filter;
    const firstMinute = since === undefined ? await findFirstMinute(client, log) : null;
    const plan = planSeries({ since, until, firstMinute, nowMs, asked: bucket });
    if (!plan) return null;
    const tally = new StatsTally(plan);
    const isRolledUp =
      log.folded > 0 &&
      filter.q === undefined &&
      exactFields.every((field) => !filter[field] || rolledUp.includes(field));
    const agents = isRolledUp
      ? await countAll(client, tally, { log, filter, plan })
      : {
          byNumber: new Map<number, number>(),
          byId: await countEvents(client, tally, {
            workspaceId,
            filter,
            plan,
            ranges: filter.q === undefined ? await matchingRanges(client, workspaceId, filter) : null,
          }),
        };
    const { by_agent, more } = await rankAgents(client, workspaceId, agents);
    const answer = tally.answer();
    return { ...answer, by_agent, more: { ...answer.more, agents: more }, head: log.head };
  });
}

async function countAll(
  client: PoolClient,
  tally: StatsTally,
  { log, filter, plan }: { log: RolledLog; filter: TimelineFilter; plan: SeriesPlan },
): Promise<{ byNumber: Map<number, number>; byId: Map<string, number> }> {
  const { since, until } = filter;
  const { workspaceId, folded } = log;
  const from = since === undefined ? 0 : Math.min(lastMinute, Math.max(0, minuteFrom(since)));
  const to = until === undefined ? lastMinute : Math.min(lastMinute, Math.max(0, minuteOf(until)));
  const byNumber = await countRollups(client, tally, { log, filter, plan, from, to });
  const cut = [since, until].flatMap((bound) => (bound === undefined || isWholeMinute(bound) ? [] : [minuteOf(bound)]));
  const ranges = await findRanges(client, log, cut);
  if (ranges.length === 0) return { byNumber, byId: new Map() };
  const counted = { upTo: folded, from, to };
  return { byNumber, byId: await countEvents(client, tally, { workspaceId, filter, plan, ranges, counted }) };
}
