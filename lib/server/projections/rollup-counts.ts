/**
 * Counts in memory and as bytes. A **shape** is what an event's type, category, status, severity and source are together,
 * an **agent** its `agent_id`, both as the numbers that `rollup-names.ts` gives out (agent 0: none). Bytes are
 * unsigned 32-bit words in the machine's order; minutes count from 1970.
 */

/** Of one stretch of time: how often each shape occurred with each agent. Holds no zeros. */
export class Counts {
  readonly agents = new Map<number, Map<number, number>>();
  /** The blocks of the log (see `blockEvents`) that hold its events; kept for minutes only. */
  readonly blocks = new Set<number>();

  add(agent: number, shape: number, events: number): void {
    let shapes = this.agents.get(agent);
    if (!shapes) {
      shapes = new Map();
      this.agents.set(agent, shapes);
    }
    addTo(shapes, shape, events);
    if (shapes.size === 0) this.agents.delete(agent);
  }
}

/** `Counts` as a row of `rollup_packs` keeps them: each reading takes only the column that it needs. */
export type PackedCounts = { by_shape: Buffer; by_agent: Buffer; by_agent_and_shape: Buffer; blocks: Buffer };

export function packCounts({ agents, blocks }: Counts): PackedCounts {
  const byShape = new Map<number, number>();
  const byAgent: number[] = [];
  const both: number[] = [];
  for (const [agent, shapes] of agents) {
    both.push(agent, shapes.size);
    let sum = 0;
    for (const [shape, events] of shapes) {
      both.push(shape, events);
      addTo(byShape, shape, events);
      sum += events;
    }
    if (agent !== 0) byAgent.push(agent, sum);
  }
  return {
    by_shape: bytesOf([...byShape].flat()),
    by_agent: bytesOf(byAgent),
    by_agent_and_shape: bytesOf(both),
    blocks: bytesOf([...blocks]),
  };
}

export function addPacked(counts: Counts, packed: Pick<PackedCounts, "by_agent_and_shape" | "blocks">): void {
  eachOfAgents(packed.by_agent_and_shape, null, (agent, shape, events) => counts.add(agent, shape, events));
  for (const block of wordsOf(packed.blocks)) counts.blocks.add(block);
}

/** Reads `by_shape` and `by_agent`. */
export function eachPair(bytes: Buffer, read: (id: number, events: number) => void): void {
  const words = wordsOf(bytes);
  for (let at = 0; at < words.length; at += 2) read(words[at] as number, words[at + 1] as number);
}

/** Reads `by_agent_and_shape`: of all agents, or of those that are wanted. */
export function eachOfAgents(
  bytes: Buffer,
  wanted: ReadonlySet<number> | null,
  read: (agent: number, shape: number, events: number) => void,
): void {
  const words = wordsOf(bytes);
  for (let at = 0; at < words.length; ) {
    const agent = words[at] as number;
    const end = at + 2 + 2 * (words[at + 1] as number);
    if (wanted === null || wanted.has(agent)) {
      for (at += 2; at < end; at += 2) read(agent, words[at] as number, words[at + 1] as number);
    }
    at = end;
  }
}

/** Reads the counts of a digest, which are of many minutes: minute, agent, shape, events, over and over. */
export function eachOfDigest(
  bytes: Buffer,
  read: (minute: number, agent: number, shape: number, events: number) => void,
): void {
  const words = wordsOf(bytes);
  for (let at = 0; at < words.length; at += 4) {
    read(words[at] as number, words[at + 1] as number, words[at + 2] as number, words[at + 3] as number);
  }
}

export function bytesOf(words: ArrayLike<number>): Buffer {
  return Buffer.from(Uint32Array.from(words).buffer);
}

/** A copy: what comes from the database's connection may lie at any address, words only at every fourth. */
export function wordsOf(bytes: Buffer): Uint32Array {
  return new Uint32Array(Uint8Array.from(bytes).buffer);
}

function addTo(sums: Map<number, number>, id: number, events: number): void {
  const sum = (sums.get(id) ?? 0) + events;
  if (sum === 0) sums.delete(id);
  else sums.set(id, sum);
}
