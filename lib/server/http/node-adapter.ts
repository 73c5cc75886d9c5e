import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Exchange } from "./exchange";
import { handlerFor, type MethodTable } from "./methods";

/** What is read of a body after an early answer, so that the caller gets to see the answer and not a reset. */
const drainBytesMax = 8 * 1024 * 1024;

/** Answers one request of the fast lane straight on `node:http`. */
export async function answerNode(
  table: MethodTable,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  const answer = await handlerFor(table, request.method ?? "GET")(exchangeOf(request, gone.signal));
  const { status, headers, body } = answer;
  if (!request.complete) drain(request, response);
  if (body === null || typeof body === "string") {
    const bytes = Buffer.from(body ?? "");
    response.writeHead(status, { ...headers, "content-length": bytes.length });
    response.end(request.method === "HEAD" ? undefined : bytes);
    return;
  }
  response.writeHead(status, headers);
  response.flushHeaders();
  for await (const chunk of body) {
    if (gone.signal.aborted) break;
    // The next chunk is made only when this one has left: a slow reader costs no memory here.
    if (!response.write(chunk)) await once(response, "drain", { signal: gone.signal }).catch(() => {});
  }
  response.end();
}

function exchangeOf(request: IncomingMessage, signal: AbortSignal): Exchange {
  return {
    method: request.method ?? "GET",
    target: request.url ?? "/",
    headers: request.headers as Exchange["headers"],
    address: request.socket.remoteAddress ?? "",
    body: request,
    params: {},
    signal,
  };
}

function drain(request: IncomingMessage, response: ServerResponse): void {
  let bytes = 0;
  response.setHeader("connection", "close");
  request.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > drainBytesMax) request.destroy();
  });
  request.resume();
}
