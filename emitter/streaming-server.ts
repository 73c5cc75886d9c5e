import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";

/** One connection as the server sees it. */
export type Connection = {
  /** The address asked for. */
  url: URL;
  headers: http.IncomingHttpHeaders;
  response: http.ServerResponse;
  /** When it came, by `performance.now`. */
  atMs: number;
  /** Resolves when it is over, whoever ended it. */
  closed: Promise<unknown>;
};

/** A real HTTP peer for the follower's tests: each connection is answered as it is told, in turn; the last for good. */
export async function startStreamingServer(...answers: ((connection: Connection) => void | Promise<void>)[]) {
  const connections: Connection[] = [];
  const server = http.createServer((request, response) => {
    const connection = {
      url: new URL(request.url ?? "/", "http://127.0.0.1"),
      headers: request.headers,
      response,
      atMs: performance.now(),
      closed: once(response, "close"),
    };
    connections.push(connection);
    void (answers[connections.length - 1] ?? answers.at(-1))?.(connection);
  });
  const listen = async (port: number) => {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
  };
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    connections,
    /** The positions asked for, one a connection. */
    cursors: () => connections.map(({ url }) => url.searchParams.get("cursor")),
    listenAgain: () => listen(port),
    close: async () => {
      server.closeAllConnections();
      if (server.listening) await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Opens the stream and writes text as it is. */
export function write({ response }: Connection, ...frames: string[]): void {
  if (!response.headersSent) response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });
  response.write(frames.join(""));
}

/** Ends the connection in the midst of whatever it was saying. */
export const cut = ({ response }: Connection) => void response.destroy();

const frame = (name: string, id: number, data: unknown) =>
  `id: ${id}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`;

/** What a stream begins with: a short `retry`, so that a test need not wait for seconds. */
export function subscribed(cursor: number, told: { filter?: object; log_id?: string; head?: number } = {}): string {
  const data = { filter: {}, cursor, head: cursor, floor: 1, log_id: "log-1", ...told };
  return `retry: 10\n${frame("subscribed", cursor, data)}`;
}

export const event = (cursor: number) =>
  frame("event", cursor, { cursor, event_type: "note", operation: "päivää 👩‍🚀", metadata: {} });
export const live = (cursor: number) => frame("replay_complete", cursor, { cursor, replayed: 0 });
export const ping = (cursor: number) => frame("ping", cursor, { time: "2026-01-01T00:00:00Z", head: cursor });
export const goodbye = (cursor: number, reason: string) => frame("goodbye", cursor, { reason });
export const reset = (cursor: number, reason: string, requested: string) =>
  frame("reset", cursor, { reason, requested, floor: 1, head: cursor });
