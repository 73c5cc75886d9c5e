import type { AgentEvent } from "@/lib/contract/event";
import type { Column } from "@/lib/timeline/columns";

/** How close the lines stand. */
export type Density = "compact" | "comfortable";

/** How the lines of a list look, which of them are selected, and which one the keyboard is at. */
export type ListLines = {
  columns: readonly Column[];
  density: Density;
  picked: ReadonlyMap<string, AgentEvent>;
  /** Selects an event or takes it out; with the events as they are listed, all from the last one up to it. */
  onPick: (event: AgentEvent, listed: readonly AgentEvent[] | null) => void;
  at: RowAt | null;
  onAt: (eventId: string) => void;
};

/** The row that has the focus or had it last; `focus` where the keyboard goes there now. */
export type RowAt = { eventId: string; focus: boolean };
