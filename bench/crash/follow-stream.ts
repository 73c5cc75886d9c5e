import { setTimeout as sleep } from "node:timers/promises";
import { createParser } from "eventsource-parser";
import type { AgentEvent } from "@/lib/contract/event";
import type { Placed } from "./placed";

type FollowOptions = { urls: () => readonly string[]; key: string; signal: AbortSignal };

/** What a reader of the stream has received, in the order in which it came. */
export type Followed = { received: Placed[]; resets: number; reconnects: number };

/**
 * Follows a workspace's stream from its first event until it is stopped, and comes back with Last-Event-ID whenever the
 * connection breaks, as an EventSource does, at the next instance. `connected` is its first connection.
 */
export function followStream(options: FollowOptions): {
  connected: Promise<void>;
  followed: Followed;
  stop: () => Promise<void>;
} {
  const followed: Followed = { received: [], resets: 0, reconnects: -1 };
  const stopping = new AbortController();
  let onConnected = () => {};
  const connected = new Promise<void>((resolve) => {
    onConnected = resolve;
  });
  const signal = AbortSignal.any([options.signal, stopping.signal]);
  const following = follow({ ...options, signal }, followed, onConnected);
  const stop = async () => {
    stopping.abort();
    await following;
  };
  return { connected, followed, stop };
}

async function follow({ urls, key, signal }: FollowOptions, followed: Followed, onConnected: () => void) {
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

  for (let tries = 0; !signal.aborted; tries += 1) {
    const headers = { authorization: `Bearer ${key}`, ...(lastEventId ? { "last-event-id": lastEventId } : {}) };
    try {
      const url = urls()[tries % urls().length];
      const { ok, body } = await fetch(`${url}/api/v1/events/stream?cursor=earliest`, { headers, signal });
      if (ok && body) {
        followed.reconnects += 1;
        onConnected();
        const frames = createFrameReader();
        for await (const text of body.pipeThrough(new TextDecoderStream())) frames.feed(text);
      }
    } catch {
      // The connection broke: that is what this reader is here for.
    }
    if (!signal.aborted) await sleep(retryMs, undefined, { signal }).catch(() => {});
  }
}
