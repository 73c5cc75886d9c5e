import type { AgentEvent } from "../contract/event";
import { csvColumns } from "../contract/export";
import { csvLines } from "./csv-lines";

/** An event whose metadata is JSON text already, as it is stored. */
type WrittenEvent = Omit<AgentEvent, "metadata"> & { metadata: string };

/** The names of the columns as the first line of a table. */
export const csvHead = () => csvLines([csvColumns]);

/** Events as lines of a table. */
export function csvOf(events: readonly WrittenEvent[]): string {
  return csvLines(events.map((event) => csvColumns.map((name) => event[name] ?? null)));
}
