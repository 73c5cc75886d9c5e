import { type AgentCourse, agentAt, nextChangeMs } from "@/lib/timeline/agent-course";
import type { ActivitySelection } from "./activity-selection";
import { formatAgentFrame } from "./frame";

/** What has changed since a version; `version` is the one reached, the newest unless there is more at once. */
export type AgentChanges = { bytes: Buffer | null; agents: number; version: number };

type Told = { course: AgentCourse; json: string; version: number; dueMs: number };

/** What a stalled reader holds. */
const chunkMax = 256;
/** Whoever may ingest may name agents without end; those that changed last are held, and told. */
const heldMaxDefault = 10_000;

/**
 * The newest state of each agent, as it is told. Each change has a version, and an agent is held under that of its last
 * one: who is behind gets the newest state of each agent and never what lay between.
 */
export class AgentBoard {
  version = 0;
  readonly heldMax: number;
  /** By last change, the oldest first. */
  readonly #agents = new Map<string, Told>();
  /** What readers asked for with the newest id, as long as nothing has changed. */
  readonly #chunks = new Map<string, AgentChanges>();
  #chunksId = 0;
  #nextDueMs = Number.POSITIVE_INFINITY;

  constructor(heldMax = heldMaxDefault) {
    this.heldMax = heldMax;
  }

  /** Takes what an agent is now, as of `nowMs`. It has a new version only if it is told otherwise than before. */
  put(course: AgentCourse, nowMs: number): void {
    const id = course.facts.agent_id;
    const json = JSON.stringify(agentAt(course, nowMs));
    const dueMs = nextChangeMs(course, nowMs);
    this.#nextDueMs = Math.min(this.#nextDueMs, dueMs);
    if (this.#agents.get(id)?.json === json) return;
    this.version += 1;
    this.#chunks.clear();
    this.#agents.delete(id);
    this.#agents.set(id, { course, json, version: this.version, dueMs });
    const oldest = this.#agents.size > this.heldMax ? this.#agents.keys().next().value : undefined;
    if (oldest !== undefined) this.#agents.delete(oldest);
  }

  /** Changes whom silence has changed by `nowMs`. */
  passTime(nowMs: number): void {
    if (nowMs < this.#nextDueMs) return;
    this.#nextDueMs = Number.POSITIVE_INFINITY;
    for (const { course, dueMs } of [...this.#agents.values()]) {
      if (dueMs <= nowMs) this.put(course, nowMs);
      else this.#nextDueMs = Math.min(this.#nextDueMs, dueMs);
    }
  }

  /** The agents that changed after a version, the oldest change first, as frames with this id; encoded once for all. */
  changesAfter(version: number, { key, matches }: ActivitySelection, id: number): AgentChanges {
    if (version >= this.version) return { bytes: null, agents: 0, version };
    if (id !== this.#chunksId) this.#chunks.clear();
    this.#chunksId = id;
    const name = `${version}?${key}`;
    const made = this.#chunks.get(name);
    if (made) return made;
    const frames: string[] = [];
    let reached = this.version;
    for (const told of this.#agents.values()) {
      if (told.version <= version || !matches(told.course.facts)) continue;
      frames.push(formatAgentFrame(id, told.json));
      if (frames.length < chunkMax) continue;
      reached = told.version;
      break;
    }
    const bytes = frames.length > 0 ? Buffer.from(frames.join("")) : null;
    const changes = { bytes, agents: frames.length, version: reached };
    this.#chunks.set(name, changes);
    return changes;
  }
}
