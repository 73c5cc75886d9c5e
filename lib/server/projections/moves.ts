import { processState } from "../process-state";

/** Hears that a read model of the workspace stands at `cursor`; it may have heard so before. */
type Listener = (name: string, cursor: number) => void;

const moves = processState("projection-moves", () => new Map<number, Set<Listener>>());

/** Calls `listener` when this instance sees that a read model has moved, until the answered function is called. */
export function onMove(workspaceId: number, listener: Listener): () => void {
  const listeners = moves.get(workspaceId) ?? new Set();
  moves.set(workspaceId, listeners.add(listener));
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && moves.get(workspaceId) === listeners) moves.delete(workspaceId);
  };
}

export function tellMove(workspaceId: number, name: string, cursor: number): void {
  for (const listener of moves.get(workspaceId) ?? []) listener(name, cursor);
}
