import type { AgentCourse } from "@/lib/timeline/agent-course";
import { log } from "../log";
import { processState } from "../process-state";
import type { ActivitySelection } from "./activity-selection";
import { AgentBoard, type AgentChanges } from "./agent-board";
import { onHeartbeat } from "./heartbeat";
import { Nudge } from "./nudge";
import { pause } from "./pause";

/** Where agents are read from: a read model, which is handed in, of a workspace or of the projects that somebody sees. */
export type AgentSource<Id extends number = number> = {
  /** How far it has followed the workspace's log. */
  position(of: Id): Promise<number>;
  /** The place after which the `limit` agents lie that changed last. */
  placeOfNewest(of: Id, limit: number): Promise<number>;
  /** Agents that changed after a place, the first to change first; `upTo` is the place that is reached with them. */
  changedAfter(of: Id, place: number, limit: number): Promise<AgentsChanged>;
  /** Calls back when it has moved, as far as this process sees, until the answered function is called. */
  onMove(of: Id, listener: () => void): () => void;
};

export type AgentsChanged = { agents: AgentCourse[]; upTo: number; hasMore: boolean };

/** Agents are read twice a second at most, and for a third of the time at most: many events at once are one change. */
const restMs = 500;
const restPerRound = 2;
const retryMs = 1_000;
const batchMax = 100;

/**
 * The state of one workspace's agents, followed for as long as somebody listens and shared by all who do. It reads the
 * agents that have changed, and knows from each when silence will change it.
 */
export class Activity {
  readonly workspaceId: number;
  /** Everything up to this place in the log has gone into the states that are told. */
  cursor = 0;
  /** Whether the agents that were there at the beginning are all known. */
  isComplete = false;
  /** Resolves once `cursor` is known. */
  started: Promise<void> | null = null;
  readonly #source: AgentSource;
  readonly #board = new AgentBoard();
  readonly #readers = new Set<() => void>();
  readonly #nudge = new Nudge();
  readonly #over = new AbortController();
  /** The agents that changed up to this place have been read; null before the first. */
  #place: number | null = null;
  #failingSinceMs: number | null = null;

  constructor(workspaceId: number, source: AgentSource) {
    this.workspaceId = workspaceId;
    this.#source = source;
  }

  /** The version of the newest change. */
  get version(): number {
    return this.#board.version;
  }

  /** Since when agents can't be read; null while all is well. */
  get troubleSinceMs(): number | null {
    return this.#failingSinceMs;
  }

  /** Calls `wake` whenever there is something new, until the answered function is called. */
  join(wake: () => void): () => void {
    this.#readers.add(wake);
    this.started ??= this.#start();
    return () => {
      if (!this.#readers.delete(wake) || this.#readers.size > 0) return;
      activities.delete(this.workspaceId);
      this.#over.abort();
    };
  }

  changesAfter(version: number, selection: ActivitySelection): AgentChanges {
    return this.#board.changesAfter(version, selection, this.cursor);
  }

  async #start(): Promise<void> {
    const { signal } = this.#over;
    this.cursor = await this.#source.position(this.workspaceId);
    if (!signal.aborted) void this.#run();
  }

  async #run(): Promise<void> {
    const { signal } = this.#over;
    signal.addEventListener("abort", this.#nudge.give, { once: true });
    const leaveSource = this.#source.onMove(this.workspaceId, this.#nudge.give);
    // Also where another instance follows the log, or none does in the background.
    const stopHeartbeat = onHeartbeat(this.#nudge.give);
    while (!signal.aborted) {
      const startedMs = performance.now();
      let pauseMs = 0;
      try {
        const hasRead = await this.#readOn();
        this.#failingSinceMs = null;
        if (hasRead) pauseMs = Math.max(restMs, restPerRound * (performance.now() - startedMs));
      } catch (error) {
        if (this.#failingSinceMs === null) log.warn({ message: String(error) }, "agents can't be read");
        this.#failingSinceMs ??= Date.now();
        pauseMs = retryMs;
      }
      const { version } = this;
      this.#board.passTime(Date.now());
      if (this.version > version) this.#wake();
      if (pauseMs > 0) await pause(pauseMs, signal);
      else await this.#nudge.taken();
    }
    leaveSource();
    stopHeartbeat();
  }

  /** Brings the states up to where the read model is; false where they are. */
  async #readOn(): Promise<boolean> {
    const { workspaceId } = this;
    let hasRead = false;
    let hasMore = true;
    this.#place ??= await this.#source.placeOfNewest(workspaceId, this.#board.heldMax);
    while (hasMore && !this.#over.signal.aborted) {
      const changed = await this.#source.changedAfter(workspaceId, this.#place, batchMax);
      hasMore = changed.hasMore;
      hasRead ||= changed.agents.length > 0 || !this.isComplete;
      this.#place = Math.max(this.#place, changed.upTo);
      if (!hasMore) this.cursor = Math.max(this.cursor, this.#place);
      for (const course of changed.agents) {
        // Who has just come knows nothing of one that is gone.
        if (this.isComplete || !course.facts.deleted) this.#board.put(course, Date.now());
      }
      if (!hasMore) this.isComplete = true;
      this.#wake();
    }
    return hasRead;
  }

  #wake(): void {
    for (const wake of this.#readers) wake();
  }
}

const activities = processState("activities", () => new Map<number, Activity>());

/** Joins what is known of a workspace's agents, beginning to follow them where nobody does yet. */
export async function joinActivity(
  workspaceId: number,
  source: AgentSource,
  wake: () => void,
): Promise<{ activity: Activity; leave: () => void }> {
  const activity = activities.get(workspaceId) ?? new Activity(workspaceId, source);
  activities.set(workspaceId, activity);
  const leave = activity.join(wake);
  try {
    await activity.started;
  } catch (error) {
    leave();
    throw error;
  }
  return { activity, leave };
}
