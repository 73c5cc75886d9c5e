import { chance, zipf } from "./random";
import { agents, categoryByType, metadataTexts, operations, projects, roles, sources, types } from "./vocabulary";

/** The columns of a generated row, in the order of COPY's text. */
export const generatedColumns = [
  "workspace_id",
  "cursor",
  "event_id",
  "event_type",
  "timestamp",
  "received_at",
  "agent_id",
  "agent_name",
  "agent_role",
  "operation",
  "source",
  "status",
  "severity",
  "session_id",
  "task_id",
  "trace_id",
  "correlation_id",
  "project",
  "category",
  "metadata",
  "api_key",
] as const;

/** The fields of which one event in a million, and at least one, has the value `rare-<field>`. */
export const rareFields = [
  "agent_id",
  "agent_role",
  "operation",
  "source",
  "session_id",
  "task_id",
  "trace_id",
  "correlation_id",
  "project",
  "event_type",
] as const;
export const rareValue = (field: (typeof rareFields)[number]) =>
  field === "event_type" ? "rare.type" : `rare-${field}`;

type Options = {
  workspaceId: number;
  events: number;
  /** When the newest event happened. */
  endMs: number;
  days: number;
};

type Session = { id: string; agent: string; role: string; source: string; project: string; left: number; task: string };

const activeSessions = 40;
const eventsOfSession = 200;
const eventsOfTrace = 12;
const eventsOfTask = 25;
const lateShare = 0.002;

/** A workspace's log as COPY's text, a line an event: sessions side by side over the days, in order but for a few late events. */
export function eventLines({ workspaceId, events, endMs, days }: Options): (cursor: number) => string {
  const by = chance(workspaceId);
  const type = zipf(types, by);
  const operation = zipf(operations, by);
  const source = zipf(sources, by);
  const project = zipf(projects, by);
  const metadata = metadataTexts(by, 4_000);
  const hex = (digits: number) =>
    Math.floor(by.next() * 16 ** digits)
      .toString(16)
      .padStart(digits, "0");
  const uuid = (ms: number) => {
    const time = ms.toString(16).padStart(12, "0");
    return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-8${hex(3)}-${hex(12)}`;
  };
  let sessionCount = 0;
  const open = (): Session => {
    sessionCount += 1;
    const agent = by.pick(agents);
    const id = `session-${workspaceId}-${sessionCount}`;
    const left = 1 + by.below(2 * eventsOfSession);
    const role = roles[Number(agent.slice(-3)) % roles.length] ?? "coder";
    return { id, agent, role, source: source(), project: project(), left, task: `${id}/1` };
  };
  const sessions = Array.from({ length: activeSessions }, open);
  let trace = "";
  const stepMs = (days * 86_400_000) / events;
  const million = Math.min(1_000_000, events);

  return (cursor) => {
    const place = by.below(activeSessions);
    let session = sessions[place] ?? open();
    if (session.left <= 0) {
      session = open();
      sessions[place] = session;
    }
    session.left -= 1;
    if (by.below(eventsOfTask) === 0) session.task = `${session.id}/${session.left}`;
    if (trace === "" || by.below(eventsOfTrace) === 0) trace = hex(12) + hex(12);
    const receivedMs = Math.floor(endMs - (events - cursor) * stepMs);
    const happenedMs = receivedMs - by.below(by.next() < lateShare ? 86_400_000 : 2_000);
    const rare = rareFields[(cursor % million) - Math.floor(million / 2)];
    const own = (field: (typeof rareFields)[number], value: string) => (field === rare ? rareValue(field) : value);
    const eventType = own("event_type", type());
    const failed = by.below(60) === 0;
    const operationName = operation();
    return [
      workspaceId,
      cursor,
      uuid(receivedMs),
      eventType,
      instant(happenedMs),
      instant(receivedMs),
      own("agent_id", session.agent),
      session.agent,
      own("agent_role", session.role),
      own("operation", operationName),
      own("source", session.source),
      failed ? "failure" : by.below(3) === 0 ? "success" : "\\N",
      failed ? "error" : by.below(20) === 0 ? "warning" : "info",
      own("session_id", session.id),
      own("task_id", session.task),
      own("trace_id", trace),
      rare === "correlation_id" ? rareValue(rare) : by.below(4) === 0 ? `c-${trace}` : "\\N",
      own("project", session.project),
      categoryByType.get(eventType) ?? "custom",
      `${by.pick(metadata)},"duration_ms":${by.below(60_000)},"tool_use_id":"toolu_${cursor.toString(36)}"}`,
      "sl_bench",
    ].join("\t");
  };
}

/** Making a Date for each instant would be most of what a line costs. */
let day = "";
let dayStartsMs = Number.NaN;
function instant(ms: number): string {
  if (!(ms >= dayStartsMs && ms < dayStartsMs + 86_400_000)) {
    day = new Date(ms).toISOString().slice(0, 10);
    dayStartsMs = Date.parse(day);
  }
  const ofDay = ms - dayStartsMs;
  const hours = Math.floor(ofDay / 3_600_000);
  const minutes = Math.floor(ofDay / 60_000) % 60;
  return `${day} ${hours}:${minutes}:${(ofDay % 60_000) / 1_000}+00`;
}
