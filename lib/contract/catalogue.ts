import type { Category } from "./categories";
import catalogue from "./event-catalogue.json" with { type: "json" };

export type CatalogueEntry = {
  type: string;
  category: Category;
  /** Where the type comes from; says nothing about who may send it. */
  source: string;
  severity: "debug" | "info" | "warning" | "error" | "critical";
  meaning: string;
  requires?: readonly string[];
};

export const catalogueEntries = catalogue.event_types as readonly CatalogueEntry[];
const entryByType = new Map(catalogueEntries.map((entry) => [entry.type, entry]));

/** The catalogue's entry for a type, or undefined for a type that it doesn't know. */
export function findCatalogueEntry(eventType: string): CatalogueEntry | undefined {
  return entryByType.get(eventType);
}

const categoryByFirstWord: Readonly<Record<string, Category>> = {
  agent: "agents",
  task: "tasks",
  tool: "tasks",
  turn: "tasks",
  permission: "permissions",
  operation: "permissions",
  budget: "budgets",
  session: "sessions",
  workflow: "workflows",
  quality: "quality",
  test: "quality",
  coverage: "quality",
  pattern: "insights",
  anomaly: "insights",
  insight: "insights",
  artifact: "artifacts",
  election: "coordination",
  leader: "coordination",
  consensus: "coordination",
  system: "system",
  relay: "system",
  health: "system",
  cache: "system",
  alert: "system",
};

/** The category of a type: the catalogue's, else by the text before the first `_ . : -`, else `custom`. */
export function categoryOf(eventType: string): Category {
  const entry = entryByType.get(eventType);
  if (entry) return entry.category;
  const firstWord = eventType.split(/[_.:-]/, 1)[0] ?? "";
  return Object.hasOwn(categoryByFirstWord, firstWord) ? (categoryByFirstWord[firstWord] ?? "custom") : "custom";
}
