import { type AgentSeries, agentSeriesMax } from "@/lib/contract/agent-series";
import type { EventStatus, Severity } from "@/lib/contract/event-form";
import { type AgentSeriesSpan, agentSeriesSpans } from "@/lib/contract/series-spans";
import { formatTimestamp } from "@/lib/contract/timestamp";
import { bucketStart } from "@/lib/timeline/stats-series";
import { isDenial, isError } from "@/lib/timeline/told";
import { cutRange } from "./cut-range";
import { listShapes } from "./list-shapes";
import { type ModelsId, poolOf } from "./models";
import { readPacks } from "./read-packs";
import { readRolledLog } from "./rolled-log";
import { eachOfAgents, eachOfDigest } from "./rollup-counts";
import { nameAgents, type ShapeNames } from "./rollup-names";
import { inSnapshot } from "./snapshot";

type Series = { total: number; events: number[]; errors: number[]; denials: number[] };

/**
 * What each agent had in the buckets up to the present, from the rollups alone: it follows the log as these do, and costs what
 * they hold in the span, whatever the log holds.
 */
export async function readAgentSeries(models: ModelsId, span: AgentSeriesSpan, nowMs: number): Promise<AgentSeries> {
  const { buckets, minutes } = agentSeriesSpans[span];
  const to = bucketStart(Math.floor(nowMs / 60_000), minutes) + minutes;
  const from = to - buckets * minutes;
  return inSnapshot(poolOf(models), async (client) => {
    const log = await readRolledLog(client, models);
    const { folded, digests } = log;
    const shapes = (await listShapes(client, log)).map((names) => names && troubleOf(names));
    const byAgent = new Map<number, Series>();
    const add = (minute: number, agent: number, shape: number, events: number) => {
      if (agent === 0 || minute < from || minute >= to) return;
      const series = byAgent.get(agent) ?? emptySeries(buckets);
      byAgent.set(agent, series);
      const bucket = Math.floor((minute - from) / minutes);
      const addTo = (counts: number[]) => {
        counts[bucket] = (counts[bucket] ?? 0) + events;
      };
      series.total += events;
      addTo(series.events);
      if (shapes[shape]?.isError) addTo(series.errors);
      if (shapes[shape]?.isDenial) addTo(series.denials);
    };
    if (folded > 0) {
      const packs = await readPacks(client, models, {
        columns: ["by_agent_and_shape"],
        pieces: cutRange(from, to, minutes),
      });
      for (const { start, by_agent_and_shape } of packs) {
        if (by_agent_and_shape) eachOfAgents(by_agent_and_shape, null, (...counted) => add(start, ...counted));
      }
      for (const { counts } of digests) eachOfDigest(counts, add);
    }
    const ranked = [...byAgent].sort(([a, x], [b, y]) => y.total - x.total || a - b).slice(0, agentSeriesMax);
    const names = await nameAgents(
      client,
      models,
      ranked.map(([agent]) => agent),
    );
    return {
      start: formatTimestamp(from * 60_000),
      bucket_ms: minutes * 60_000,
      agents: ranked.map(([agent, { total: _, ...counts }]) => ({ agent_id: names.get(agent) ?? "", ...counts })),
      more: byAgent.size - ranked.length,
      cursor: folded,
    };
  });
}

function emptySeries(buckets: number): Series {
  const zeros = () => new Array<number>(buckets).fill(0);
  return { total: 0, events: zeros(), errors: zeros(), denials: zeros() };
}

function troubleOf([event_type, , status, severity]: ShapeNames) {
  const event = { event_type, severity: severity as Severity, status: status === "" ? null : (status as EventStatus) };
  return { isError: isError(event), isDenial: isDenial(event) };
}
