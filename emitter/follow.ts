import type { AgentEvent } from "./event";
import type { FollowOptions } from "./follow-options";
import { Follower } from "./follower";
import { formatStreamFilter } from "./stream-filter";
import { parseTarget } from "./target";

/**
 * A workspace's events for as long as somebody asks for the next: in the order of their cursors, each once, whatever
 * becomes of the connection. It reconnects by itself with growing pauses and resumes after the last cursor; nothing is
 * read ahead of a slow loop but what the sockets hold. Leaving the loop closes the connection. Ends by itself only when
 * the workspace is gone or `signal` says so. Throws at once for options that could never work, and in the loop a
 * `FollowError` where Sightline refuses: another try would be refused too.
 */
export function follow(options: FollowOptions): AsyncIterableIterator<AgentEvent> {
  const { after = "latest", clientId, filter = {} } = options;
  if (typeof after === "number" && !(Number.isSafeInteger(after) && after >= 0)) {
    throw new TypeError('after must be "latest", "earliest" or a cursor: a whole number from 0.');
  }
  const { url, apiKey } = parseTarget(options, "/api/v1/events/stream");
  url.search = String(formatStreamFilter(filter));
  if (clientId !== undefined) url.searchParams.set("client_id", clientId);
  const stop = new AbortController();
  const events = new Follower({ ...options, after, address: url, apiKey }).follow(stop);
  return {
    next: () => events.next(),
    // A generator that waits for its next event would not hear of its end until there is one.
    return() {
      stop.abort();
      return events.return(undefined);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
