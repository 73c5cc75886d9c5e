import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Exchange } from "./exchange";
import { handlerFor, type MethodTable } from "./methods";

/** What is read of a body after an early answer, and for how long, so that the caller sees the answer and not a reset. */
const drainBytesMax = 8 * 1024 * 1024;
const drainMs = 2_000;

/** Answers one request of the fast lane straight on `node:http`. */
export async function answerNode(
  table: MethodTable,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  response.once("close", () => {
    if (!response.writableFinished) gone.abort();
  });
  const answer = await handlerFor(table, request.method ?? "GET")(exchangeOf(request, gone.signal));
  const { status, headers, body } = answer;
  if (body === null || typeof body === "string") {
    const bytes = Buffer.from(body ?? "");
    if (!request.complete) response.setHeader("connection", "close");
    response.writeHead(status, { ...headers, "content-length": bytes.length });
    if (!request.complete) {
      response.write(bytes);
      await drain(request);
      response.end();
    } else response.end(request.method === "HEAD" ? undefined : bytes);
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
    // Reading stops at a limit, but the socket must live on to carry the answer.
    body: request.iterator({ destroyOnReturn: false }),
    params: {},
    signal,
  };
}

function drain(request: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, drainMs);
    let bytes = 0;
    request.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > drainBytesMax) resolve();
    });
    request.once("close", resolve);
    request.once("end", () => {
      clearTimeout(timer);
      resolve();
    });
    request.resume();
  });
}
