import { EventSource } from "eventsource";
import type { Placed } from "@/bench/crash/placed";
import { type FollowState, follow } from "@/emitter";
import type { AgentEvent } from "@/lib/contract/event";

/** One reader of the stream: what it got, in the order in which it came, over all of its connections. */
export type Reader = {
  name: string;
  /** Which types it asked for; null is all. */
  typesBeginWith: string | null;
  received: Placed[];
  connections: number;
  /** What it last knew of its connection, for the message should it come to one. */
  lastWord: string;
  /** Why it gave up, or was told that it did not get all. */
  complaint: string | null;
  close: () => void;
};

export type Door = { url: string; key: string };

/** A half-open line is noticed by a reader's own patience; a ping comes every 15 s. */
const silenceMaxMs = 20_000;

/** Every kind of reader there is, from the beginning of the log on. */
export function openReaders(door: Door): Reader[] {
  return [
    byFollow(door, "follow", null),
    byFollow(door, "follow, filtered", "task."),
    byEventSource(door, "EventSource", null, ""),
    byEventSource(door, "EventSource, filtered", "note", "kinds=note"),
    byEventSource(door, "EventSource, windowed", null, "window=200ms"),
    byEventSource(door, "EventSource, windowed and filtered", "task.", "window=100ms&kinds=task.*"),
  ];
}

/** Somebody who comes in the midst of it and wants all of the log: what is old, what is new, and nothing between lost. */
export function openNewcomer(door: Door, round: number): Reader {
  return byFollow(door, `the newcomer of round ${round + 1}`, null);
}

const newReader = (name: string, typesBeginWith: string | null): Reader => ({
  name,
  typesBeginWith,
  received: [],
  connections: 0,
  lastWord: "nothing yet",
  complaint: null,
  close: () => {},
});

function note(reader: Reader, word: string): void {
  reader.lastWord = `${word} at ${new Date().toISOString()}`;
}

function byFollow({ url, key }: Door, name: string, typesBeginWith: string | null): Reader {
  const reader = newReader(name, typesBeginWith);
  const stop = new AbortController();
  reader.close = () => stop.abort();
  const onState = (state: FollowState) => {
    if (state.kind === "catching-up") reader.connections += 1;
    note(reader, JSON.stringify(state));
  };
  const filter = typesBeginWith === null ? {} : { kinds: [`${typesBeginWith}*`] };
  const onReset = (reset: unknown) => {
    reader.complaint ??= `was reset: ${JSON.stringify(reset)}`;
  };
  const options = { url, apiKey: key, filter, after: 0, signal: stop.signal, silenceMaxMs, onState, onReset };
  (async () => {
    for await (const { cursor, event_id } of follow(options)) reader.received.push({ cursor, event_id });
  })().catch((error: unknown) => {
    reader.complaint ??= String(error);
  });
  return reader;
}

const framesWithPlace = ["subscribed", "event", "batch", "replay_complete", "ping", "goodbye"];
const openAgainAfterMs = 500;

/** As a page reads: a standard client, opened anew where an answer that was no stream ended it for good. */
function byEventSource({ url, key }: Door, name: string, typesBeginWith: string | null, query: string): Reader {
  const reader = newReader(name, typesBeginWith);
  let place = "0";
  let source: EventSource;
  let reopening: NodeJS.Timeout | undefined;
  const open = () => {
    source = new EventSource(`${url}/api/v1/events/stream?cursor=${place}&${query}`, {
      fetch: (address, init) =>
        fetch(address, { ...init, headers: { ...init?.headers, authorization: `Bearer ${key}` } }),
    });
    source.addEventListener("open", () => {
      reader.connections += 1;
      note(reader, "open");
    });
    for (const frame of framesWithPlace) {
      source.addEventListener(frame, ({ lastEventId }) => {
        place = lastEventId;
      });
    }
    const take = ({ cursor, event_id }: AgentEvent) => reader.received.push({ cursor, event_id });
    source.addEventListener("event", ({ data }) => take(JSON.parse(data)));
    source.addEventListener("batch", ({ data }) => JSON.parse(data).forEach(take));
    source.addEventListener("reset", ({ data }) => {
      reader.complaint ??= `was reset: ${data}`;
    });
    source.addEventListener("error", ({ message }) => {
      note(reader, message ?? "error");
      if (source.readyState === source.CLOSED) reopening = setTimeout(open, openAgainAfterMs);
    });
  };
  open();
  reader.close = () => {
    clearTimeout(reopening);
    source.close();
  };
  return reader;
}
