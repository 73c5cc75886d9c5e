import type { AgentEvent } from "@/lib/contract/event";
import type { TimelineFilter } from "@/lib/timeline/filter";

/** Who or what a notification is about. As JSON, in which no id can pass for another subject. */
export type Subject = { key: string; agentId: string | null; project: string | null };

/** An event is about its agent, else its source, in its project. */
export function subjectOf({ agent_id, source, project }: Pick<AgentEvent, "agent_id" | "source" | "project">): Subject {
  const who = agent_id === null ? ["source", source] : ["agent", agent_id];
  return { key: JSON.stringify([...who, ...ofProject(project)]), agentId: agent_id, project };
}

/** What has no place of its own any more; apart for each project, as not everybody sees all. */
export function stormSubject(project: string | null): Subject {
  return { key: JSON.stringify(["storm", ...ofProject(project)]), agentId: null, project };
}

/** A rule as a whole: of the one agent or project that its filter is about. */
export function wholeSubject(name: "rate" | "silence", filter: TimelineFilter): Subject {
  const only = (values: readonly string[] | undefined) => (values?.length === 1 ? (values[0] ?? null) : null);
  return { key: JSON.stringify([name]), agentId: only(filter.agent_id), project: only(filter.project) };
}

export const isStorm = (subject: string) => subject.startsWith('["storm"');

const ofProject = (project: string | null) => (project === null ? [] : [project]);
