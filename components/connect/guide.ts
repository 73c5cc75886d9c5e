import type { TimelineFilter } from "@/lib/timeline/filter";

/** What a snippet is made for: where Sightline is served, and the key as it stands in the snippets of a shell. */
export type Place = { url: string; key: string };

/** Something to copy: `label` is where it goes. */
export type Snippet = { label: string; text: string };

export type Step = { title: string; text?: string; snippets: readonly Snippet[] };

/** One way to connect: by what the agent has itself, or by the command that keeps payloads while Sightline is away. */
export type Way = { name: string; steps: (place: Place) => readonly Step[] };

/** What came of the expected kinds: how often, as far as it was counted. */
export type Arrivals = ReadonlyMap<string, { count: number; last: string; isMore: boolean }>;

export type Expectation = {
  /** As the agent calls it. */
  label: string;
  /** The event that it becomes. */
  kind: string;
  /** When it comes. */
  comes: string;
  /** Given what has come, whether it should have come too; and the likely reason why it hasn't. */
  isDue?: (arrived: Arrivals) => boolean;
  reason?: string;
};

export type Guide = {
  id: string;
  name: string;
  /** How it reports, in a few words. */
  note: string;
  lead: string;
  ways: readonly Way[];
  /** Which events are its own. */
  filter: TimelineFilter;
  expected: readonly Expectation[];
  /** What is likely wrong where nothing came at all. */
  silence: readonly string[];
};

/** Whether any of these came. */
export const after =
  (...kinds: readonly string[]) =>
  (arrived: Arrivals): boolean =>
    kinds.some((kind) => arrived.has(kind));
