import { createHash } from "node:crypto";
import type { AgentEvent, JsonObject, JsonValue } from "@/lib/contract/event";
import { textFields } from "@/lib/contract/event-form";
import { Digits, type Meaning } from "./written-json";

// What the contract (§2) says of an event as posted, written from its text and from nothing else. Two other
// implementations of one text seldom make the same mistake.

/** The event as it must read back, but for what only the server knows; or the fields at fault. */
export type Expected =
  | {
      stored: Omit<AgentEvent, "cursor" | "received_at" | "api_key" | "origin" | "timestamp" | "event_id"> & {
        timestamp: string | null;
        event_id: string | null;
      };
    }
  | { faults: readonly string[] };

type TypeFacts = { category: AgentEvent["category"]; severity?: AgentEvent["severity"]; requires?: string[] };

const custom: TypeFacts = { category: "custom" };
const ofType: Readonly<Record<string, TypeFacts>> = {
  note: custom,
  constructor: custom,
  [`a${"b".repeat(99)}`]: custom,
  task_failed: { category: "tasks", severity: "error", requires: ["agent_id"] },
  operation_denied: { category: "permissions", severity: "warning", requires: ["agent_id", "operation"] },
  workflow_started: { category: "workflows" },
  cache_hit: { category: "system", severity: "debug" },
  "tool.used": { category: "tasks" },
  "leader-x": { category: "coordination" },
  "coverage:low": { category: "quality" },
};
const ids = ["session_id", "task_id", "trace_id", "correlation_id", "project"];
const choices: Readonly<Record<string, readonly string[]>> = {
  status: ["success", "failure", "denied"],
  severity: ["debug", "info", "warning", "error", "critical"],
  category: [
    "agents",
    "tasks",
    "permissions",
    "budgets",
    "sessions",
    "workflows",
    "quality",
    "insights",
    "artifacts",
    "coordination",
    "system",
    "custom",
  ],
};

export function expectedOf(posted: Meaning): Expected {
  if (!(posted instanceof Map)) return { faults: [""] };
  const given = new Map([...posted].filter(([, value]) => value !== null));
  for (const [alias, name] of [
    ["kind", "event_type"],
    ["time", "timestamp"],
    ["system", "source"],
    ["data", "metadata"],
  ] as const) {
    const value = given.get(alias);
    given.delete(alias);
    if (value !== undefined && !given.has(name)) given.set(name, value);
  }
  for (const name of ["cursor", "received_at", "api_key", "origin"]) given.delete(name);
  const base = given.get("metadata") ?? new Map<string, Meaning>();
  if (!(base instanceof Map)) return { faults: ["metadata"] };
  const metadata = new Map(base);
  const extra = new Map<string, Meaning>();
  for (const [name, value] of given) {
    if (name === "metadata" || name === "event_type" || name === "event_id" || name === "timestamp") continue;
    if (Object.hasOwn(choices, name) || (textFields as readonly string[]).includes(name)) continue;
    if (base.has(name)) extra.set(name, value);
    else metadata.set(name, value);
  }
  if (extra.size > 0) metadata.set("extra", extra);
  for (const name of ids) {
    const inside = metadata.get(name);
    if (!given.has(name) && typeof inside === "string" && hasLabelLength(inside)) given.set(name, inside);
  }

  const faults = new Set<string>();
  const type = given.get("event_type");
  const known = typeof type === "string" && Object.hasOwn(ofType, type) ? ofType[type] : undefined;
  if (!known) faults.add("event_type");
  for (const name of textFields) if (given.has(name) && !isLabel(given.get(name))) faults.add(name);
  if (given.get("source") === "sightline") faults.add("source");
  for (const [name, allowed] of Object.entries(choices))
    if (given.has(name) && !allowed.includes(given.get(name) as string)) faults.add(name);
  const id = given.get("event_id");
  if (
    id !== undefined &&
    !(
      typeof id === "string" &&
      /^[0-9a-f-]{36}$/i.test(id) &&
      id
        .split("-")
        .map((part) => part.length)
        .join() === "8,4,4,4,12"
    )
  )
    faults.add("event_id");
  const instant = given.has("timestamp") ? instantOf(given.get("timestamp")) : null;
  if (instant === undefined) faults.add("timestamp");
  if (!given.has("agent_id") && !given.has("source")) faults.add("agent_id");
  for (const name of known?.requires ?? []) if (!given.has(name)) faults.add(name);

  const notes: { path: string; digits: string }[] = [];
  if (levels(metadata) > 32) faults.add("metadata");
  else for (const path of unkeepable(metadata, "metadata")) faults.add(path);
  const kept = faults.has("metadata") ? {} : (keep(metadata, "metadata", notes) as JsonObject);
  if (notes.length > 0) {
    kept.truncated = notes.map(({ path, digits }) => ({
      path,
      reason: "number",
      bytes: digits.length,
      sha256: createHash("sha256").update(digits).digest("hex"),
    }));
  }
  if (Buffer.byteLength(JSON.stringify(kept)) > 65_536) faults.add("metadata");
  if (faults.size > 0) return { faults: [...faults] };
  const label = (name: string) => (given.get(name) ?? null) as string | null;
  return {
    stored: {
      ...(Object.fromEntries(textFields.map((name) => [name, label(name)])) as Pick<
        AgentEvent,
        (typeof textFields)[number]
      >),
      event_id: label("event_id")?.toLowerCase() ?? null,
      event_type: type as string,
      timestamp: instant ?? null,
      status: label("status") as AgentEvent["status"],
      severity: (label("severity") ?? known?.severity ?? "info") as AgentEvent["severity"],
      category: (label("category") ?? known?.category) as AgentEvent["category"],
      metadata: kept,
    },
  };
}

const hasLabelLength = (text: string) => text !== "" && [...text].length <= 200;
const isLabel = (value: Meaning | undefined) => typeof value === "string" && hasLabelLength(value) && isKeepable(value);
const isKeepable = (text: string) => !text.includes("\0") && text.isWellFormed();

/** UTC with six digits, finer ones cut; undefined for what is no instant of the years 2000 to 2100. */
function instantOf(value: Meaning | undefined): string | undefined {
  const [, wall = "", fraction = "", zone = ""] =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)$/.exec(typeof value === "string" ? value : "") ??
    [];
  const wallMs = Date.parse(`${wall}Z`);
  if (Number.isNaN(wallMs) || new Date(wallMs).toISOString().slice(0, 19) !== wall) return undefined;
  const utc = new Date(Date.parse(`${wall}${zone}`)).toISOString();
  if (utc < "2000" || utc >= "2101") return undefined;
  return `${utc.slice(0, 19)}.${fraction.slice(0, 6).padEnd(6, "0")}Z`;
}

function levels(value: Meaning): number {
  let depth = 0;
  // Level by level: a call for each would run out of stack on what the tests post.
  for (let level = [value]; ; depth += 1) {
    const parents = level.filter((each) => Array.isArray(each) || each instanceof Map);
    if (parents.length === 0) return depth;
    level = parents.flatMap((each) => [...(each as Meaning[] | Map<string, Meaning>).values()]);
  }
}

function* unkeepable(value: Meaning, path: string): Generator<string> {
  if (typeof value === "string" && !isKeepable(value)) yield path;
  if (Array.isArray(value)) for (const [i, item] of value.entries()) yield* unkeepable(item, `${path}[${i}]`);
  if (value instanceof Map) for (const [name, item] of value) yield* unkeepable(item, `${path}.${name}`);
}

function keep(value: Meaning, path: string, notes: { path: string; digits: string }[]): JsonValue {
  if (value instanceof Digits) {
    notes.push({ path, digits: value.digits });
    return value.digits;
  }
  if (Array.isArray(value)) return value.map((item, i) => keep(item, `${path}[${i}]`, notes));
  if (!(value instanceof Map)) return value;
  return Object.fromEntries([...value].map(([name, item]) => [name, keep(item, `${path}.${name}`, notes)]));
}
