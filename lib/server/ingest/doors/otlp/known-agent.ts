import type { Attributes } from "./attributes";

/** Agents whose log records we know by name, as they are called elsewhere: `source` of their events. */
export type KnownAgent = "claude-code" | "codex" | "gemini";

/** How an agent's records and its service are called. */
const agents: readonly { agent: KnownAgent; prefix: string; service: RegExp }[] = [
  { agent: "claude-code", prefix: "claude_code.", service: /^claude-code\b/ },
  { agent: "codex", prefix: "codex.", service: /^codex(?:[_-]|$)/ },
  { agent: "gemini", prefix: "gemini_cli.", service: /^gemini-cli\b/ },
];

/** The agent that reports, and a record's name without its prefix. */
export type Reporter = { agent: KnownAgent | null; name: string | undefined };

/** Who reports, by the record's name, else by the name of the service. Claude Code also sends names without a prefix. */
export function reporterOf(recordName: string | undefined, attributes: Attributes): Reporter {
  const named = agents.find(({ prefix }) => recordName?.startsWith(prefix));
  if (named) return { agent: named.agent, name: recordName?.slice(named.prefix.length) };
  const service = attributes.text("service.name") ?? "";
  return { agent: agents.find((each) => each.service.test(service))?.agent ?? null, name: recordName };
}

/** The source of an event: the agent, else the service. Our own name is taken. */
export function sourceOf(agent: KnownAgent | null, attributes: Attributes): string {
  const source = agent ?? attributes.text("service.name");
  return source === undefined || source === "sightline" ? "otel" : source;
}
