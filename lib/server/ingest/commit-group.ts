import { announceAppend } from "../live/hub";
import { log } from "../log";
import { metrics } from "../metrics";
import { type AppendDraft, type AppendLane, appendEvents, storedEventOfDraft } from "../store/append-events";
import { appendUnlessRepeated } from "../store/append-unless-repeated";
import type { Load } from "./waiting-room";

/** What became of one request's drafts. Cursors are null where nothing was accepted. */
export type CommitReceipt = {
  accepted: number;
  duplicates: number;
  firstCursor: number | null;
  lastCursor: number | null;
};

/**
 * A request that waits for its commit. `part`: requests of different parts must not go together. `unlessRepeated`: its
 * drafts may be repeats of what came before in their session (see `payloadId`).
 */
export type Waiting = {
  drafts: readonly AppendDraft[];
  unlessRepeated: boolean;
  load: Load;
  sinceMs: number;
  part: number;
  resolve: (receipt: CommitReceipt) => void;
  reject: (error: unknown) => void;
};

/** Appends the drafts of several requests in one transaction and tells each what became of its own. Throws if it failed. */
export async function commitGroup(workspaceId: number, group: readonly Waiting[], lane: AppendLane): Promise<void> {
  // An id that occurs twice in the group belongs to its first occurrence.
  const fresh = new Map<string, AppendDraft>();
  const ownersFresh = group.map(({ drafts }) =>
    drafts.filter((draft) => {
      if (fresh.has(draft.event_id)) return false;
      fresh.set(draft.event_id, draft);
      return true;
    }),
  );
  const startedMs = performance.now();
  const drafts = [...fresh.values()];
  const { base, storedAlready, receivedAt } = await append(workspaceId, drafts, { group, lane });
  measure(group, startedMs);
  let cursor = base;
  group.forEach(({ drafts, resolve }, index) => {
    const own = ownersFresh[index] ?? [];
    const accepted = storedAlready.size === 0 ? own.length : own.filter((d) => !storedAlready.has(d.event_id)).length;
    const firstCursor = accepted > 0 ? cursor + 1 : null;
    cursor += accepted;
    resolve({
      accepted,
      duplicates: drafts.length - accepted,
      firstCursor,
      lastCursor: accepted > 0 ? cursor : null,
    });
  });
  if (cursor === base) return;
  const accepted = () => drafts.filter((draft) => !storedAlready.has(draft.event_id));
  try {
    announceAppend(workspaceId, {
      base,
      head: cursor,
      events: () => accepted().map((draft, i) => storedEventOfDraft(draft, base + 1 + i, receivedAt)),
    });
  } catch (error) {
    // The events are stored: whatever goes wrong from here on must not look like a refusal. Readers poll.
    log.error({ message: String(error) }, "an append could not be announced");
  }
}

/** Most groups hold nothing of a door's, and pay nothing for what doors need. */
function append(
  workspaceId: number,
  drafts: readonly AppendDraft[],
  { group, lane }: { group: readonly Waiting[]; lane: AppendLane },
) {
  const comparable = group.filter(({ unlessRepeated }) => unlessRepeated);
  if (comparable.length === 0) return appendEvents(workspaceId, drafts, lane);
  const sinceMs = new Map(
    comparable.flatMap(({ drafts, sinceMs }) => drafts.map((draft) => [draft.event_id, sinceMs])),
  );
  return appendUnlessRepeated(workspaceId, drafts, { cameAtMs: (draft) => sinceMs.get(draft.event_id) ?? null, lane });
}

function measure(group: readonly Waiting[], startedMs: number): void {
  metrics.appendSeconds.observe((performance.now() - startedMs) / 1_000);
  metrics.appendWaitSeconds.observe((startedMs - (group[0]?.sinceMs ?? startedMs)) / 1_000);
  metrics.appendBatchEvents.observe(group.reduce((events, { load }) => events + load.events, 0));
}
