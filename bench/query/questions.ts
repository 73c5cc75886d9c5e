import { actionStates } from "@/lib/contract/action";
import { taskStates } from "@/lib/contract/states";
import type { PreparedLog } from "./prepared-log";
import type { Chance } from "./random";
import { words } from "./vocabulary";

/** An event of the log, for questions about what there is. */
export type Sample = { readonly [field in (typeof sampledFields)[number]]: string | null };

type Asked = { name: string; address(by: Chance): string };
/** A question that is asked many times, each time about something else; of those of a `group` the slowest is told. */
export type Question = Asked & { group: string };

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

/** The last of the vocabulary is the rarest. */
const wordOfFew = words.at(-1) ?? "";

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
  const pages = (name: string, filter: (by: Chance) => Readonly<Record<string, string>>): Asked[] => [
    { name: `${name}, first page`, address: (by) => page(filter(by)) },
    { name: `${name}, deep page`, address: (by) => page({ ...filter(by), before: anywhere(by) }) },
  ];
  const stats = (name: string, ms: number): Asked => ({
    name: `statistics over ${name}`,
    address: (by) => {
      const untilMs = endMs - by.below(5 * 60_000);
      return `/api/v1/events/stats?${new URLSearchParams({ since: iso(untilMs - ms), until: iso(untilMs) })}`;
    },
  });
  const grouped = (group: string, asked: readonly Asked[]): Question[] => asked.map((each) => ({ ...each, group }));
  const alone = (asked: readonly Asked[]): Question[] => asked.map((each) => ({ ...each, group: each.name }));
  const firstPages = (asked: readonly Asked[]) => asked.filter(({ name }) => name.endsWith("first page"));
  const deepPages = (asked: readonly Asked[]) => asked.filter(({ name }) => name.endsWith("deep page"));
  const byField = sampledFields.flatMap((field) =>
    pages(field, (by) => ({ [parameterOf[field] ?? field]: someOf(field, by).replaceAll(",", "\\,") })),
  );
  const byKinds = [
    ...pages("kinds=task*", () => ({ kinds: "task*" })),
    ...pages("kinds=*_failed,*.failed", () => ({ kinds: "*_failed,*.failed" })),
    ...pages("kinds=!tool.*", () => ({ kinds: "!tool.*" })),
  ];
  const bySeveral = [
    ...pages("agent_id and status=failure", (by) => ({ agent_id: someOf("agent_id", by), status: "failure" })),
    ...pages("agent_id and status=denied, no event", (by) => ({ agent_id: someOf("agent_id", by), status: "denied" })),
    ...pages("agent_id and operation and source", (by) => ({
      agent_id: someOf("agent_id", by),
      operation: someOf("operation", by),
      source: someOf("source", by),
    })),
  ];
  const hourOfSomeDay = (by: Chance) => {
    const sinceMs = endMs - by.below(days * 24 - 1) * hourMs - hourMs;
    return { since: iso(sinceMs), until: iso(sinceMs + hourMs) };
  };
  return [
    ...alone(pages("no filter", () => ({}))),
    ...grouped("a field's value, first page", firstPages(byField)),
    ...grouped("a field's value, deep page", deepPages(byField)),
    ...grouped("a value of one event in a million", [
      ...rareFields.map((field) => ({
        name: `${field}, one event in a million`,
        address: () => page({ [field]: `rare-${field}` }),
      })),
      { name: "kinds=rare.*, one event in a million", address: () => page({ kinds: "rare.*" }) },
    ]),
    ...grouped("a value that does not exist", [
      ...rareFields.map((field) => ({
        name: `${field}, no event`,
        address: (by: Chance) => page({ [field]: `nobody-${by.below(1e9)}` }),
      })),
      { name: "kinds=nothing.*, no event", address: (by) => page({ kinds: `nothing${by.below(1e9)}.*` }) },
    ]),
    ...grouped("patterns of kinds, first page", firstPages(byKinds)),
    ...grouped("patterns of kinds, deep page", deepPages(byKinds)),
    ...grouped("two and three fields, first page", firstPages(bySeveral)),
    ...grouped("two and three fields, deep page", deepPages(bySeveral)),
    ...alone([
      { name: "an hour of some day", address: (by) => page(hourOfSomeDay(by)) },
      {
        name: "an agent's hour of some day",
        address: (by) => page({ agent_id: someOf("agent_id", by), ...hourOfSomeDay(by) }),
      },
      { name: "agents", address: () => "/api/v1/agents" },
      { name: "one agent", address: (by) => `/api/v1/agents/${encodeURIComponent(someOf("agent_id", by))}` },
      { name: "sessions", address: () => "/api/v1/sessions" },
      { name: "one session", address: (by) => `/api/v1/sessions/${encodeURIComponent(someOf("session_id", by))}` },
      { name: "one task", address: (by) => `/api/v1/tasks/${encodeURIComponent(someOf("task_id", by))}` },
      { name: "one trace", address: (by) => `/api/v1/traces/${encodeURIComponent(someOf("trace_id", by))}` },
    ]),
    ...lists.flatMap((name) =>
      grouped(
        `${name} by a field's value, common, rare or none`,
        listFields.flatMap((field) => [
          { name: `${name} by ${field}`, address: (by) => listOf(name, field, someOf(field, by)) },
          { name: `${name} by ${field}, one event in a million`, address: () => listOf(name, field, `rare-${field}`) },
          { name: `${name} by ${field}, none`, address: (by) => listOf(name, field, `nobody-${by.below(1e9)}`) },
        ]),
      ),
    ),
    ...grouped("tasks and actions by state", [
      { name: "tasks by state", address: (by) => listOf("tasks", "state", by.pick(taskStates)) },
      { name: "actions by state", address: (by) => listOf("actions", "state", by.pick(actionStates)) },
    ]),
    ...alone([
      stats("1 h", hourMs),
      stats("24 h", 24 * hourMs),
      stats("30 d", 720 * hourMs),
      { name: "search for a word of nearly every event", address: () => page({ q: "word0" }) },
      { name: "search for a word of one event in a thousand", address: () => page({ q: wordOfFew }) },
      { name: "search for a word of two events in a million", address: () => page({ q: "rare" }) },
      { name: "search for a word that does not occur", address: () => page({ q: "nowhere" }) },
      { name: "search for a phrase, without another word", address: () => page({ q: '"word0 word1" -word2' }) },
      {
        name: "search for a word of one event in a thousand, of an agent",
        address: (by) => page({ q: wordOfFew, agent_id: someOf("agent_id", by) }),
      },
    ]),
  ];
}
