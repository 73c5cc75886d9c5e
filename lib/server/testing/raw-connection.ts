import { connect, type Socket } from "node:net";

/** A connection on which a test writes what no HTTP client would, and everything that came back on it. */
export type RawConnection = { socket: Socket; received: () => string; closed: Promise<void> };

export function openRaw(port: number): RawConnection {
  const socket = connect(port, "127.0.0.1");
  let received = "";
  socket.setEncoding("latin1").on("data", (data) => {
    received += data;
  });
  // The peer may stop reading once it has answered.
  socket.on("error", () => {});
  const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  return { socket, received: () => received, closed };
}

/** Writes the parts in turn and resolves with all that came back when the peer has closed. */
export async function exchangeRaw(port: number, ...parts: readonly (string | Buffer)[]): Promise<string> {
  const { socket, received, closed } = openRaw(port);
  for (const part of parts) socket.write(part);
  await closed;
  return received();
}

/** The head of an ingest request, with the blank line that ends it. */
export function ingestHead(key: string, ...lines: readonly string[]): string {
  return ["POST /api/v1/events/ingest HTTP/1.1", "Host: localhost", `X-API-Key: ${key}`, ...lines, "", ""].join("\r\n");
}

/** The body of the one answer on a connection, as JSON. */
export function jsonOfRaw<T>(answer: string): T {
  return JSON.parse(answer.slice(answer.indexOf("\r\n\r\n") + 4)) as T;
}
