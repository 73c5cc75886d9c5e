import { log } from "../log";
import { processState } from "../process-state";
import { listenForNews, type News, notifyNews } from "../store/news";

type Hub = {
  /** The newest head that anybody told of, by workspace. */
  heads: Map<number, number>;
  listeners: Map<number, Set<() => void>>;
  outgoing: Map<number, number>;
  sending: boolean;
  listening: AbortController | null;
};

/** The hub carries no events, only "this workspace has news". A lost word costs a poll's second, never an event. */
const hub = processState<Hub>("hub", () => ({
  heads: new Map(),
  listeners: new Map(),
  outgoing: new Map(),
  sending: false,
  listening: null,
}));

/** Called after a commit: wakes this instance's readers at once and the other instances by one coalesced notification. */
export function announceAppend(workspaceId: number, head: number): void {
  wake({ workspaceId, head });
  hub.outgoing.set(workspaceId, head);
  if (!hub.sending) void sendOutgoing();
}

/** Calls `listener` whenever the workspace has news, until the answered function is called. */
export function onNews(workspaceId: number, listener: () => void): () => void {
  const listeners = hub.listeners.get(workspaceId) ?? new Set();
  hub.listeners.set(workspaceId, listeners);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) hub.listeners.delete(workspaceId);
  };
}

/** Starts to hear other instances; reconnects by itself. Idempotent. */
export function startListening(): void {
  if (hub.listening) return;
  hub.listening = new AbortController();
  void keepListening(hub.listening.signal);
}

export function stopListening(): void {
  hub.listening?.abort();
  hub.listening = null;
}

function wake({ workspaceId, head }: News): void {
  if ((hub.heads.get(workspaceId) ?? 0) >= head) return;
  hub.heads.set(workspaceId, head);
  for (const listener of hub.listeners.get(workspaceId) ?? []) listener();
}

async function sendOutgoing(): Promise<void> {
  hub.sending = true;
  while (hub.outgoing.size > 0) {
    const news = [...hub.outgoing].map(([workspaceId, head]) => ({ workspaceId, head }));
    hub.outgoing.clear();
    // Readers elsewhere poll, so a notification that fails is late news, not lost events.
    await notifyNews(news).catch((error: unknown) => log.warn({ message: String(error) }, "could not notify"));
  }
  hub.sending = false;
}

const reconnectAfterMs = 1_000;

async function keepListening(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await listenForNews(wake, signal).catch((error: unknown) =>
      log.warn({ message: String(error) }, "could not listen"),
    );
    if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, reconnectAfterMs).unref());
  }
}
