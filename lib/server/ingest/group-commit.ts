import { AppError, isAppError } from "../errors";
import { announceAppend } from "../live/hub";
import { processState } from "../process-state";
import { type AppendDraft, appendEvents } from "../store/append-events";

/** How many events one append takes at most, and how many may wait for a workspace before callers are turned away. */
const groupEventsMax = 4_000;
const waitingEventsMax = 50_000;

/** What became of one request's drafts. Cursors are null where nothing was accepted. */
export type CommitReceipt = {
  accepted: number;
  duplicates: number;
  firstCursor: number | null;
  lastCursor: number | null;
};

type Waiting = {
  drafts: readonly AppendDraft[];
  resolve: (receipt: CommitReceipt) => void;
  reject: (error: unknown) => void;
};
type Queue = { waiting: Waiting[]; waitingEvents: number; running: boolean };

const queues = processState("group-commit", () => new Map<number, Queue>());

/**
 * Commits one request's drafts together with whatever else waits for the same workspace. While an append is in
 * flight, requests queue up; when it returns, all of them go into the next one: no delay when idle, large groups under
 * load. Resolves when the request's own drafts have committed; throws 503 when the queue is full or the database away.
 */
export function commitDrafts(workspaceId: number, drafts: readonly AppendDraft[]): Promise<CommitReceipt> {
  if (drafts.length === 0) return Promise.resolve({ accepted: 0, duplicates: 0, firstCursor: null, lastCursor: null });
  const queue = queueOf(workspaceId);
  if (queue.waitingEvents + drafts.length > waitingEventsMax) {
    throw new AppError("unavailable", {
      public: `More than ${waitingEventsMax} events wait to be stored here; nothing of this request was. Try again.`,
      headers: { "retry-after": "1" },
    });
  }
  return new Promise((resolve, reject) => {
    queue.waiting.push({ drafts, resolve, reject });
    queue.waitingEvents += drafts.length;
    if (!queue.running) void drain(workspaceId, queue);
  });
}

/** Resolves when no append is in flight or waiting: the last step before the process stops. */
export async function settleCommits(): Promise<void> {
  while ([...queues.values()].some((queue) => queue.running)) await new Promise((resolve) => setTimeout(resolve, 5));
}

async function drain(workspaceId: number, queue: Queue): Promise<void> {
  queue.running = true;
  while (queue.waiting.length > 0) {
    const group = takeGroup(queue);
    try {
      await commitGroup(workspaceId, group);
    } catch (error) {
      if (isAppError(error) || group.length === 1) for (const request of group) request.reject(error);
      // The data of one of them was refused: each alone, so that a bad draft never fails strangers.
      else for (const request of group) await commitGroup(workspaceId, [request]).catch(request.reject);
    }
  }
  queue.running = false;
  queues.delete(workspaceId);
}

function takeGroup(queue: Queue): Waiting[] {
  let events = 0;
  let count = 0;
  for (const { drafts } of queue.waiting) {
    if (count > 0 && events + drafts.length > groupEventsMax) break;
    events += drafts.length;
    count += 1;
  }
  queue.waitingEvents -= events;
  return queue.waiting.splice(0, count);
}

async function commitGroup(workspaceId: number, group: readonly Waiting[]): Promise<void> {
  // An id that occurs twice in the group belongs to its first occurrence.
  const fresh = new Map<string, AppendDraft>();
  const ownersFresh = group.map(({ drafts }) =>
    drafts.filter((draft) => {
      if (fresh.has(draft.event_id)) return false;
      fresh.set(draft.event_id, draft);
      return true;
    }),
  );
  const { base, storedAlready } = await appendEvents(workspaceId, [...fresh.values()]);
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
  if (cursor > base) announceAppend(workspaceId, cursor);
}

function queueOf(workspaceId: number): Queue {
  let queue = queues.get(workspaceId);
  if (!queue) {
    queue = { waiting: [], waitingEvents: 0, running: false };
    queues.set(workspaceId, queue);
  }
  return queue;
}
