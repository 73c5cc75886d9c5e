import { env } from "../env";
import { log } from "../log";
import { processState } from "../process-state";
import type { StoredEvent } from "../store/event-row";
import { postgresWakeUps } from "../store/postgres-wake-ups";
import { keepListening } from "./keep-listening";
import { redisWakeUps } from "./redis-wake-ups";

/** An append of this instance: the events `base` + 1 … `head`, made when a reader wants them. */
export type Appended = { base: number; head: number; events: () => StoredEvent[] };

/** Hears that the log reaches `head`; where this instance appended, also what. */
type Listener = (head: number, appended: Appended | null) => void;

type Hub = {
  /** The newest head that anybody told of, by workspace. */
  heads: Map<number, number>;
  listeners: Map<number, Set<Listener>>;
  /** Of those who follow every workspace. */
  followers: Set<(workspaceId: number) => void>;
  /** Heads that other instances have yet to be told of, by workspace. */
  outgoing: Map<number, number>;
  sending: boolean;
  listening: AbortController | null;
};

/**
 * The hub says "this workspace has news", and readers read the log. A lost word costs a poll's second, never an event.
 * An append of this very instance is handed on with it, which saves the reading; nobody has to rely on that.
 */
const hub = processState<Hub>("hub", () => ({
  heads: new Map(),
  listeners: new Map(),
  followers: new Set(),
  outgoing: new Map(),
  sending: false,
  listening: null,
}));

/** How the instances of this database wake each other. */
const wakeUps = () =>
  processState("wake-ups", () => {
    const { REDIS_URL } = env();
    return REDIS_URL ? redisWakeUps(REDIS_URL) : postgresWakeUps();
  });

/** Called after a commit: wakes this instance's readers at once and the other instances by one coalesced message. */
export function announceAppend(workspaceId: number, appended: Appended): void {
  wake(workspaceId, appended.head, appended);
  hub.outgoing.set(workspaceId, appended.head);
  if (!hub.sending) void sendOutgoing();
}

/** The newest head that was told of; 0 where nobody has spoken of the workspace yet. */
export function heardHead(workspaceId: number): number {
  return hub.heads.get(workspaceId) ?? 0;
}

/** Calls `listener` whenever the workspace has news, until the answered function is called. */
export function onNews(workspaceId: number, listener: Listener): () => void {
  const listeners = hub.listeners.get(workspaceId) ?? new Set();
  hub.listeners.set(workspaceId, listeners);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) hub.listeners.delete(workspaceId);
  };
}

/** Calls `follower` whenever any workspace has news, until the answered function is called. */
export function onAnyNews(follower: (workspaceId: number) => void): () => void {
  hub.followers.add(follower);
  return () => hub.followers.delete(follower);
}

/** Starts to hear other instances. Idempotent. */
export function startListening(): void {
  if (hub.listening) return;
  hub.listening = new AbortController();
  void keepListening({ wakeUps: wakeUps(), onMessage: wakeFrom, signal: hub.listening.signal });
}

export function stopListening(): void {
  hub.listening?.abort();
  hub.listening = null;
}

/** A head that is no news, one's own come back for example, is for the listener to know. */
function wake(workspaceId: number, head: number, appended: Appended | null = null): void {
  hub.heads.set(workspaceId, Math.max(head, hub.heads.get(workspaceId) ?? 0));
  for (const listener of hub.listeners.get(workspaceId) ?? []) listener(head, appended);
  for (const follower of hub.followers) follower(workspaceId);
}

function wakeFrom(message: string): void {
  for (const entry of message.split(",")) {
    const [workspaceId, head] = entry.split(":").map(Number);
    if (workspaceId && head) wake(workspaceId, head);
  }
}

/** NOTIFY's payload ends at 8,000 bytes; an entry, `workspace:head`, has at most 27. */
const entriesMax = 250;
/** A notification is a transaction: under load one in this time tells of all appends since the last. */
const gatherMs = 1;
/** Readers elsewhere poll every second anyway, so a way that is broken is not tried more often. */
const restAfterFailureMs = 1_000;

async function sendOutgoing(): Promise<void> {
  hub.sending = true;
  let failing = false;
  while (hub.outgoing.size > 0) {
    const entries = [...hub.outgoing].map(([workspaceId, head]) => `${workspaceId}:${head}`);
    hub.outgoing.clear();
    try {
      while (entries.length > 0) await wakeUps().send(entries.splice(0, entriesMax).join(","));
      failing = false;
    } catch (error) {
      if (!failing) log.warn({ message: String(error) }, "could not wake other instances");
      failing = true;
    }
    await new Promise((resolve) => setTimeout(resolve, failing ? restAfterFailureMs : gatherMs).unref());
  }
  hub.sending = false;
}
