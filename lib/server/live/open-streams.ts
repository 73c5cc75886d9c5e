import { processState } from "../process-state";

/** Why the server ends a stream: the reason in its `goodbye`. */
export type GoodbyeReason = "stopping" | "credential" | "database" | "limit";

export type OpenStream = {
  /** Whose: the key's or person's id, for the bound on connections. */
  owner: string;
  workspaceId: number;
  clientId: string | null;
  filter: string;
  since: string;
  cursor: number;
  stop: (reason: GoodbyeReason) => void;
};

const open = processState("open-streams", () => new Set<OpenStream>());

export function registerStream(stream: OpenStream): () => void {
  open.add(stream);
  return () => open.delete(stream);
}

export function countStreamsOf(owner: string): number {
  let count = 0;
  for (const stream of open) if (stream.owner === owner) count += 1;
  return count;
}

/** Says goodbye to everybody: the process is about to stop. */
export function stopAllStreams(): void {
  for (const stream of open) stream.stop("stopping");
}
