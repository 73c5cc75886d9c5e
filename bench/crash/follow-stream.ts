import { setTimeout as sleep } from "node:timers/promises";
import { createParser } from "eventsource-parser";
import type { AgentEvent } from "@/lib/contract/event";
import type { Placed } from "./placed";

type FollowOptions = { url: string; key: string; until: number; signal: AbortSignal };

/** What a reader of the stream received, in the order in which it came. */
export type Followed = { received: Placed[]; resets: number; reconnects: number };

/**
 * Follows a workspace's stream from its first event until `until` events have come or `signal` aborts, and comes back
 * with Last-Event-ID whenever the connection breaks, as an EventSource does. `connected` is its first connection.
 */
export function followStream(options: FollowOptions): { connected: Promise<void>; finished: Promise<Followed> } {
  let onConnected = () => {};
  const connected = new Promise<void>((resolve) => {
    onConnected = resolve;
  });
  return { connected, finished: follow(options, onConnected) };
}

async function follow({ url, key, until, signal }: FollowOptions, onConnected: () => void): Promise<Followed> {
  const followed: Followed = { received: [], resets: 0, reconnects: -1 };
  let lastEventId: string | undefined;
  let retryMs = 1_000;
  const createFrameReader = () =>
    createParser({
      onRetry: (ms) => {
        retryMs = ms;
      },
      onEvent: ({ event, id, data }) => {
        lastEventId = id ?? lastEventId;
        if (event === "reset") followed.resets += 1;
        if (event !== "event") return;
        const { cursor, event_id } = JSON.parse(data) as AgentEvent;
        followed.received.push({ cursor, event_id });
      },
    });

  while (followed.received.length < until && !signal.aborted) {
    const headers = { authorization: `Bearer ${key}`, ...(lastEventId ? { "last-event-id": lastEventId } : {}) };
    try {
      const { ok, body } = await fetch(`${url}/api/v1/events/stream?cursor=earliest`, { headers, signal });
      if (ok && body) {
        followed.reconnects += 1;
        onConnected();
        const frames = createFrameReader();
        for await (const text of body.pipeThrough(new TextDecoderStream())) {
          frames.feed(text);
          if (followed.received.length >= until) return followed;
        }
      }
    } catch {
      // The connection broke: that is what this reader is here for.
    }
    if (!signal.aborted) await sleep(retryMs, undefined, { signal }).catch(() => {});
  }
  return followed;
}
