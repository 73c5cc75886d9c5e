import type { TimelineFilter } from "@/lib/timeline/filter";
import { processState } from "../process-state";
import { stopping } from "../stopping";

/** Why the server ends a stream: the reason in its `goodbye`. */
export type GoodbyeReason = "stopping" | "credential" | "database" | "limit";

export type OpenStream = {
  /** Whose: the key's or person's id, for the bound on connections. */
  owner: string;
  workspaceId: number;
  /** What it tells of. */
  kind: "events" | "agents";
  clientId: string | null;
  filter: TimelineFilter;
  since: string;
  /** Opened at a cursor that its reader named: after a cut, or to read on from there. */
  resumed: boolean;
  cursor: number;
  frames: number;
  bytes: number;
  stop: (reason: GoodbyeReason) => void;
};

/** What has been, since the process started. */
export type StreamTotals = { opened: number; resumed: number; closed: number; frames: number; bytes: number };

const streams = processState("open-streams", () => ({
  open: new Set<OpenStream>(),
  countByOwner: new Map<string, number>(),
  /** By workspace; what open streams have sent is in themselves until they end. */
  totals: new Map<number, StreamTotals>(),
}));

/** Enters a stream into the books; answers the function that takes it out again, once. */
export function registerStream(stream: OpenStream): () => void {
  const totals = totalsOf(stream.workspaceId);
  streams.open.add(stream);
  streams.countByOwner.set(stream.owner, countStreamsOf(stream.owner) + 1);
  totals.opened += 1;
  if (stream.resumed) totals.resumed += 1;
  if (stopping.signal.aborted) stream.stop("stopping");
  return () => {
    if (!streams.open.delete(stream)) return;
    const left = countStreamsOf(stream.owner) - 1;
    if (left > 0) streams.countByOwner.set(stream.owner, left);
    else streams.countByOwner.delete(stream.owner);
    totals.closed += 1;
    totals.frames += stream.frames;
    totals.bytes += stream.bytes;
  };
}

/** Counts a chunk that is about to be sent, and answers it. */
export function countSent(stream: OpenStream, chunk: Buffer, frames: number): Buffer {
  stream.frames += frames;
  stream.bytes += chunk.length;
  return chunk;
}

export function countStreamsOf(owner: string): number {
  return streams.countByOwner.get(owner) ?? 0;
}

/** The open streams of a workspace, or of all. */
export function openStreams(workspaceId?: number): OpenStream[] {
  return [...streams.open].filter((stream) => workspaceId === undefined || stream.workspaceId === workspaceId);
}

/** What a workspace's streams, or all, have come to. */
export function streamTotals(workspaceId?: number): StreamTotals {
  const sum: StreamTotals = { opened: 0, resumed: 0, closed: 0, frames: 0, bytes: 0 };
  const ended = workspaceId === undefined ? streams.totals.values() : [totalsOf(workspaceId)];
  for (const totals of ended) for (const name of names) sum[name] += totals[name];
  for (const { frames, bytes } of openStreams(workspaceId)) {
    sum.frames += frames;
    sum.bytes += bytes;
  }
  return sum;
}

/** Says goodbye to everybody: the process is about to stop. Who comes later is told so at once. */
export function stopAllStreams(): void {
  for (const stream of streams.open) stream.stop("stopping");
}

const names = ["opened", "resumed", "closed", "frames", "bytes"] as const satisfies readonly (keyof StreamTotals)[];

function totalsOf(workspaceId: number): StreamTotals {
  let totals = streams.totals.get(workspaceId);
  if (!totals) {
    totals = { opened: 0, resumed: 0, closed: 0, frames: 0, bytes: 0 };
    streams.totals.set(workspaceId, totals);
  }
  return totals;
}
