import type { AgentEvent, JsonObject, JsonValue } from "../../contract/event";

/** What is searched of an event; its metadata may still be JSON text, as the store hands it on. */
export type Searchable = Pick<AgentEvent, "event_type" | "operation" | "agent_name"> &
  ({ metadata: JsonObject } | { metadataJson: string });

/** The texts of an event that a search looks at, with their paths: its type, operation, agent's name, and all texts in metadata. */
export function searchedValues(event: Searchable): { path: string; text: string }[] {
  const found: { path: string; text: string }[] = [];
  walk(event, (text, at) => {
    const path = at.map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`)).join("");
    found.push({ path: path.slice(1), text });
  });
  return found;
}

/** The same texts without their paths, which most readers don't ask for. */
export function searchedTexts(event: Searchable): string[] {
  const texts: string[] = [];
  walk(event, (text) => texts.push(text));
  return texts;
}

type Found = (text: string, at: readonly (string | number)[]) => void;

function walk(event: Searchable, found: Found): void {
  const { event_type, operation, agent_name } = event;
  const metadata = "metadata" in event ? event.metadata : (JSON.parse(event.metadataJson) as JsonObject);
  for (const [name, value] of Object.entries({ event_type, operation, agent_name, metadata })) {
    collect(value, [name], found);
  }
}

function collect(value: JsonValue, at: (string | number)[], found: Found): void {
  if (typeof value === "string") found(value, at);
  else if (value !== null && typeof value === "object") {
    for (const [key, item] of Array.isArray(value) ? value.entries() : Object.entries(value)) {
      at.push(key);
      collect(item, at, found);
      at.pop();
    }
  }
}
