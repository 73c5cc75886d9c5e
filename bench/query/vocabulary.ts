import { catalogueEntries, categoryOf } from "@/lib/contract/catalogue";
import { type Chance, zipf } from "./random";

const numbered = (name: string, count: number) =>
  Array.from({ length: count }, (_, i) => `${name}-${String(i + 1).padStart(3, "0")}`);

/** What the generated events speak of: about as many agents, systems and types as a company of agents has. */
export const agents = numbered("agent", 200);
export const sources = numbered("system", 20);
export const projects = numbered("project", 40);
export const roles = ["coder", "reviewer", "tester", "planner", "main", "subagent", "researcher", "operator"];
export const operations = numbered("operation", 120);

/** Tool calls lead, as they do in a real log; the rest is the catalogue's. */
const commonTypes = ["tool.completed", "tool.started", "turn.started", "turn.completed"];
export const types = [
  ...commonTypes,
  ...catalogueEntries.map(({ type }) => type).filter((type) => !commonTypes.includes(type)),
].slice(0, 60);
export const categoryByType = new Map(types.map((type) => [type, categoryOf(type)]));

/** Words by Zipf's law: the first are in nearly every event, the last in one of some thousands. */
export const words = Array.from({ length: 5_000 }, (_, i) => `word${i.toString(36)}`);

/** Metadata as hooks of a coding agent send it, about 600 bytes, without its closing brace: the caller adds what is the event's own. */
export function metadataTexts(by: Chance, count: number): string[] {
  const word = zipf(words, by);
  const sentence = (length: number) => Array.from({ length }, word).join(" ");
  return Array.from({ length: count }, () =>
    JSON.stringify({
      tool_name: by.pick(["Bash", "Read", "Edit", "Grep", "Write", "WebFetch"]),
      tool_input: { command: sentence(12), description: sentence(8) },
      tool_response: { stdout: sentence(30), interrupted: false },
      cwd: `/home/dev/projects/${by.pick(projects)}`,
      permission_mode: "default",
    }).slice(0, -1),
  );
}
