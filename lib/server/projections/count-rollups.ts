import type { PoolClient } from "pg";
import { type Severity, severities } from "@/lib/contract/event-form";
import { isUnfiltered, type TimelineFilter } from "@/lib/timeline/filter";
import { compileFilter, type Filterable } from "@/lib/timeline/match-filter";
import { bucketMinutes, type SeriesPlan } from "@/lib/timeline/stats-series";
import { cutRange } from "./cut-range";
import { listShapes } from "./list-shapes";
import { readPacks } from "./read-packs";
import type { RolledLog } from "./rolled-log";
import { eachOfAgents, eachOfDigest, eachPair } from "./rollup-counts";
import { findAgentNumbers, type ShapeNames } from "./rollup-names";
import type { StatsTally } from "./stats-tally";

type CountOptions = {
  log: RolledLog;
  filter: TimelineFilter;
  plan: SeriesPlan;
  /** Whole minutes since 1970. */
  from: number;
  to: number;
};

/** Counts what the rollups know of a range of whole minutes. Answers how many events each agent has. */
export async function countRollups(
  client: PoolClient,
  tally: StatsTally,
  { log, filter, plan, from, to }: CountOptions,
): Promise<Map<number, number>> {
  const { workspaceId } = log;
  const { agent_id: agentIds, since: _since, until: _until, ...ofShape } = filter;
  const agents =
    agentIds === undefined ? null : new Set((await findAgentNumbers(client, workspaceId, agentIds)).values());
  const shapes = await listShapes(client, log);
  const matches = compileFilter(ofShape);
  // By number; undefined where the filter keeps it out.
  const wanted = isUnfiltered(ofShape)
    ? shapes
    : shapes.map((names) => (names && matches(eventOf(names)) ? names : undefined));
  const agentSums = new Map<number, number>();
  if (from >= to || agents?.size === 0 || !wanted.some(Boolean)) return agentSums;

  // Days of a large log hold thousands of shapes each: what is done for each of them is an addition to two sums.
  const severityOf = wanted.map((names) => (names ? severities.indexOf(names[3] as Severity) : -1));
  const shapeSums = new Float64Array(wanted.length);
  const minuteSums = new Map<number, Float64Array>();
  const sumsAt = (minute: number) => {
    let sums = minuteSums.get(minute);
    if (!sums) {
      sums = new Float64Array(severities.length);
      minuteSums.set(minute, sums);
    }
    return sums;
  };
  const addShape = (sums: Float64Array, shape: number, events: number) => {
    const severity = severityOf[shape] ?? -1;
    if (severity < 0) return;
    shapeSums[shape] = (shapeSums[shape] ?? 0) + events;
    sums[severity] = (sums[severity] ?? 0) + events;
  };
  const addAgent = (agent: number, events: number) => {
    if (agent !== 0) agentSums.set(agent, (agentSums.get(agent) ?? 0) + events);
  };
  const isEverything = agents === null && wanted.every((names, shape) => names || !shapes[shape]);
  const columns = [
    agents === null ? "by_shape" : "NULL::bytea AS by_shape",
    isEverything ? "by_agent" : "by_agent_and_shape",
  ];
  for (const { start, by_shape, by_agent, by_agent_and_shape } of await readPacks(client, workspaceId, {
    columns,
    pieces: [
      ...cutRange(from, Math.min(to, plan.later), bucketMinutes[plan.bucket]),
      ...cutRange(Math.max(from, plan.later), to, bucketMinutes["1d"]),
    ],
  })) {
    const sums = sumsAt(start);
    if (by_shape) eachPair(by_shape, (shape, events) => addShape(sums, shape, events));
    if (by_agent) eachPair(by_agent, addAgent);
    if (by_agent_and_shape) {
      eachOfAgents(by_agent_and_shape, agents, (agent, shape, events) => {
        if (!wanted[shape]) return;
        addAgent(agent, events);
        if (agents !== null) addShape(sums, shape, events);
      });
    }
  }
  for (const { counts } of log.digests) {
    eachOfDigest(counts, (minute, agent, shape, events) => {
      if (minute < from || minute >= to || (agents !== null && !agents.has(agent)) || !wanted[shape]) return;
      addShape(sumsAt(minute), shape, events);
      addAgent(agent, events);
    });
  }
  for (const [minute, sums] of minuteSums) {
    for (const [i, severity] of severities.entries()) if (sums[i]) tally.addAt(minute, severity, sums[i]);
  }
  for (const [shape, events] of shapeSums.entries()) {
    if (events === 0) continue;
    const [type, category, status, , source] = wanted[shape] as ShapeNames;
    tally.addValue("event_type", type, events);
    tally.addValue("category", category, events);
    tally.addValue("status", status, events);
    tally.addValue("source", source, events);
  }
  return agentSums;
}

/** An event of that shape, as a filter sees it that names nothing else. A plain literal: with a spread it costs 6 µs. */
function eventOf([event_type, category, status, severity, source]: ShapeNames): Filterable {
  return {
    event_type,
    category: category as Filterable["category"],
    status: (status === "" ? null : status) as Filterable["status"],
    severity: severity as Filterable["severity"],
    source: source === "" ? null : source,
    agent_id: null,
    agent_role: null,
    session_id: null,
    task_id: null,
    trace_id: null,
    correlation_id: null,
    project: null,
    operation: null,
    agent_name: null,
    metadata: {},
    timestamp: "",
  };
}
