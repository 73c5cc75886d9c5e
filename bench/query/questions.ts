import { actionStates } from "@/lib/contract/action";
import { taskStates } from "@/lib/contract/task";
import type { PreparedLog } from "./prepared-log";
import type { Chance } from "./random";

/** An event of the log, for questions about what there is. */
export type Sample = { readonly [field in (typeof sampledFields)[number]]: string | null };

/** A question that is asked many times, each time about something else. */
export type Question = { name: string; address(by: Chance): string };

const exactFields = [
  "agent_id",
  "agent_role",
  "session_id",
  "task_id",
  "trace_id",
  "correlation_id",
  "project",
  "operation",
  "source",
  "status",
  "severity",
] as const;
export const sampledFields = [...exactFields, "event_type", "category"] as const;

/** Names that the filter has for columns that it calls otherwise. */
const parameterOf: Readonly<Record<string, string>> = { event_type: "kinds", category: "categories" };
const rareFields = exactFields.filter((field) => field !== "status" && field !== "severity");

const hourMs = 3_600_000;

/** What lists of read models are narrowed by. */
const listFields = ["agent_id", "session_id", "task_id", "project", "source"] as const;
const lists = ["agents", "sessions", "tasks", "traces", "actions"];
const listOf = (name: string, field: string, value: string) =>
  `/api/v1/${name}?${new URLSearchParams({ [field]: value.replaceAll(",", "\\,") })}`;

/** What is asked of a log: pages under each filter, newest first and from anywhere, and the read models. */
export function questions({ events, endMs, days }: PreparedLog, samples: readonly Sample[]): Question[] {
  const someOf = (field: (typeof sampledFields)[number], by: Chance): string => {
    for (;;) {
      const value = by.pick(samples)[field];
      if (value !== null) return value;
    }
  };
  const page = (given: Readonly<Record<string, string>>) => `/api/v1/events?${new URLSearchParams(given)}`;
  const anywhere = (by: Chance) => String(1 + by.below(events));
  const iso = (ms: number) => new Date(ms).toISOString();
  const pages = (name: string, filter: (by: Chance) => Readonly<Record<string, string>>): Question[] => [
    { name: `${name}, first page`, address: (by) => page(filter(by)) },
    { name: `${name}, deep page`, address: (by) => page({ ...filter(by), before: anywhere(by) }) },
  ];
  const stats = (name: string, ms: number): Question => ({
    name: `statistics over ${name}`,
    address: (by) => {
      const untilMs = endMs - by.below(5 * 60_000);
      return `/api/v1/events/stats?${new URLSearchParams({ since: iso(untilMs - ms), until: iso(untilMs) })}`;
    },
  });
  return [
    ...pages("no filter", () => ({})),
    ...sampledFields.flatMap((field) =>
      pages(field, (by) => ({ [parameterOf[field] ?? field]: someOf(field, by).replaceAll(",", "\\,") })),
    ),
    ...rareFields.map((field) => ({
      name: `${field}, one event in a million`,
      address: () => page({ [field]: `rare-${field}` }),
    })),
    ...rareFields.map((field) => ({
      name: `${field}, no event`,
      address: (by: Chance) => page({ [field]: `nobody-${by.below(1e9)}` }),
    })),
    ...pages("kinds=task*", () => ({ kinds: "task*" })),
    ...pages("kinds=*_failed,*.failed", () => ({ kinds: "*_failed,*.failed" })),
    ...pages("kinds=!tool.*", () => ({ kinds: "!tool.*" })),
    { name: "kinds=rare.*, one event in a million", address: () => page({ kinds: "rare.*" }) },
    { name: "kinds=nothing.*, no event", address: (by) => page({ kinds: `nothing${by.below(1e9)}.*` }) },
    ...pages("agent_id and status=failure", (by) => ({ agent_id: someOf("agent_id", by), status: "failure" })),
    ...pages("agent_id and status=denied, no event", (by) => ({ agent_id: someOf("agent_id", by), status: "denied" })),
    ...pages("agent_id and operation and source", (by) => ({
      agent_id: someOf("agent_id", by),
      operation: someOf("operation", by),
      source: someOf("source", by),
    })),
    {
      name: "an hour of some day",
      address: (by) => {
        const sinceMs = endMs - by.below(days * 24 - 1) * hourMs - hourMs;
        return page({ since: iso(sinceMs), until: iso(sinceMs + hourMs) });
      },
    },
    {
      name: "an agent's hour of some day",
      address: (by) => {
        const sinceMs = endMs - by.below(days * 24 - 1) * hourMs - hourMs;
        return page({ agent_id: someOf("agent_id", by), since: iso(sinceMs), until: iso(sinceMs + hourMs) });
      },
    },
    { name: "agents", address: () => "/api/v1/agents" },
    { name: "one agent", address: (by) => `/api/v1/agents/${encodeURIComponent(someOf("agent_id", by))}` },
    { name: "sessions", address: () => "/api/v1/sessions" },
    { name: "one session", address: (by) => `/api/v1/sessions/${encodeURIComponent(someOf("session_id", by))}` },
    { name: "one task", address: (by) => `/api/v1/tasks/${encodeURIComponent(someOf("task_id", by))}` },
    { name: "one trace", address: (by) => `/api/v1/traces/${encodeURIComponent(someOf("trace_id", by))}` },
    ...lists.flatMap((name) =>
      listFields.flatMap((field) => [
        { name: `${name} by ${field}`, address: (by: Chance) => listOf(name, field, someOf(field, by)) },
        { name: `${name} by ${field}, one event in a million`, address: () => listOf(name, field, `rare-${field}`) },
        { name: `${name} by ${field}, none`, address: (by: Chance) => listOf(name, field, `nobody-${by.below(1e9)}`) },
      ]),
    ),
    { name: "tasks by state", address: (by) => listOf("tasks", "state", by.pick(taskStates)) },
    { name: "actions by state", address: (by) => listOf("actions", "state", by.pick(actionStates)) },
    stats("1 h", hourMs),
    stats("24 h", 24 * hourMs),
    stats("30 d", 720 * hourMs),
    ...["word0", "word500", "word4zz", "nowhere"].map((word) => ({
      name: `search for ${word}`,
      address: () => page({ q: word }),
    })),
  ];
}
