import type { AgentEvent } from "../contract/event";
import { labelsMax, sessionAgentsMax } from "../contract/limits";
import type { Session } from "../contract/session";
import { kindOf } from "./event-kind";
import { elapsedMs, timeOf } from "./event-time";
import { isDenial, isError, toldNumber } from "./told";
import { firstValues } from "./value-set";

export const sessionStarts = ["session.created", "session.started", "agent.session.started"];
export const sessionEnds = ["session.ended", "agent.session.exited"];
const usageNames = ["input_tokens", "output_tokens", "cache_read_tokens", "cost_usd"] as const;

/** Sessions by id as a log in cursor order tells them (contract §6). */
export function projectSessions(events: readonly AgentEvent[]): Map<string, Session> {
  const bySession = new Map<string, AgentEvent[]>();
  for (const event of events) {
    if (event.session_id === null) continue;
    bySession.set(event.session_id, [...(bySession.get(event.session_id) ?? []), event]);
  }
  return new Map([...bySession].map(([id, own]) => [id, projectSession(id, own)]));
}

function projectSession(session_id: string, events: readonly AgentEvent[]): Session {
  const times = events.map(timeOf).sort();
  const lastSeen = times.at(-1) ?? "";
  const start = events.find((event) => sessionStarts.includes(kindOf(event)));
  const startedAt = start ? timeOf(start) : (times[0] ?? "");
  const end = endOf(events);
  const agents = [...new Set(events.flatMap(({ agent_id }) => agent_id ?? []))];
  const countKind = (kind: string) => events.filter((event) => kindOf(event) === kind).length;
  return {
    session_id,
    agents: agents.slice(0, sessionAgentsMax),
    agents_total: agents.length,
    sources: firstValues(
      events.map(({ source }) => source),
      labelsMax,
    ),
    projects: firstValues(
      events.map(({ project }) => project),
      labelsMax,
    ),
    started_at: startedAt,
    last_seen: lastSeen,
    ended_at: end?.at ?? null,
    duration_ms: elapsedMs(startedAt, end?.at ?? lastSeen) ?? 0,
    outcome: end?.outcome ?? null,
    counts: {
      events: events.length,
      errors: events.filter(isError).length,
      denials: events.filter(isDenial).length,
    },
    tasks: {
      started: countKind("task.started"),
      completed: countKind("task.completed"),
      failed: countKind("task.failed"),
    },
    usage: usageOf(events),
    cursor: events.at(-1)?.cursor ?? 0,
  };
}

/** The newest end that no start follows. */
function endOf(events: readonly AgentEvent[]): { at: string; outcome: "done" | "failed" } | null {
  let lastTaskFailed = false;
  let end: ReturnType<typeof endOf> = null;
  for (const event of events) {
    const kind = kindOf(event);
    if (kind === "task.completed" || kind === "task.failed") lastTaskFailed = kind === "task.failed";
    if (sessionStarts.includes(kind)) end = null;
    if (!sessionEnds.includes(kind)) continue;
    end = { at: timeOf(event), outcome: lastTaskFailed || event.status === "failure" ? "failed" : "done" };
  }
  return end;
}

function usageOf(events: readonly AgentEvent[]): Session["usage"] {
  const sumOf = (name: (typeof usageNames)[number]) => {
    const told = events.map(({ metadata }) => toldNumber(metadata, name)).filter((n) => n !== null && n >= 0);
    return told.length === 0 ? null : told.reduce<number>((sum, n) => sum + (n ?? 0), 0);
  };
  const [input_tokens, output_tokens, cache_read_tokens, cost_usd] = usageNames.map(sumOf);
  const usage = {
    input_tokens: input_tokens ?? null,
    output_tokens: output_tokens ?? null,
    cache_read_tokens: cache_read_tokens ?? null,
    cost_usd: cost_usd ?? null,
  };
  return Object.values(usage).every((value) => value === null) ? null : usage;
}
