import type { IncomingMessage, ServerResponse } from "node:http";
import { stopping } from "../stopping";
import { type Exchange, WholeBody } from "./exchange";
import { guardHeaders } from "./guard-headers";
import { measured } from "./measure";
import { handlerFor, type MethodTable } from "./methods";
import { writeChunks } from "./write-chunks";

/**
 * What is read of a body after an early answer, and for how long, so that the caller sees the answer and not a reset:
 * many clients look for an answer only once all is sent. What is read is thrown away at once, so a generous bound costs
 * no memory.
 */
const drainBytesMax = 256 * 1024 * 1024;
const drainMs = 5_000;

/** Connections that close after an answer: what is pipelined behind it must not be run, as nobody would hear of it. */
const closing = new WeakSet<IncomingMessage["socket"]>();

type Arrival = {
  /** The pattern of the address, to count the request under. */
  route: string;
  /** Whether the front door saw no forwarding header on it. */
  isDirect: boolean;
  /** Variable parts of the path, by name. */
  params: Readonly<Record<string, string>>;
};

/** Answers one request of the fast lane straight on `node:http`. */
export async function answerNode(
  table: MethodTable,
  request: IncomingMessage,
  response: ServerResponse,
  { route = "other", isDirect = false, params = {} }: Partial<Arrival> = {},
): Promise<void> {
  if (closing.has(request.socket)) return;
  const exchange = new NodeExchange(request, response, { isDirect, params });
  const { status, headers, body } = await measured(route, handlerFor(table, exchange.method), exchange);
  // A connection that is kept alive would bring the next request to a server that is gone by then.
  const last = stopping.signal.aborted ? { connection: "close" } : {};
  const head = { ...headers, ...last, ...guardHeaders() };
  if (body === null || typeof body === "string" || body instanceof WholeBody) {
    const text = (body instanceof WholeBody ? body.bytes : body) ?? "";
    // Head and body leave in one piece: as text, node:http joins them.
    // RFC 9110, 8.6: a 204 says no length.
    const lengthed = status === 204 ? head : { ...head, "content-length": Buffer.byteLength(text) };
    if (request.complete) {
      response.writeHead(status, lengthed);
      response.end(request.method === "HEAD" ? undefined : text);
    } else {
      closing.add(request.socket);
      response.writeHead(status, { ...lengthed, connection: "close" });
      response.write(text);
      await drain(request);
      response.end();
    }
    return;
  }
  response.writeHead(status, head);
  response.flushHeaders();
  await writeChunks(response, body, exchange.signal);
  response.end();
}

class NodeExchange implements Exchange {
  readonly method: string;
  readonly target: string;
  readonly headers: Exchange["headers"];
  readonly isDirect: boolean;
  readonly params: Exchange["params"];
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  #gone: AbortController | null = null;

  constructor(
    request: IncomingMessage,
    response: ServerResponse,
    { isDirect, params }: Pick<Arrival, "isDirect" | "params">,
  ) {
    this.#request = request;
    this.#response = response;
    this.method = request.method ?? "GET";
    this.target = request.url ?? "/";
    this.headers = request.headers as Exchange["headers"];
    this.isDirect = isDirect;
    this.params = params;
  }

  get address(): string {
    // The front door has put its own finding there, whatever was sent.
    const { "x-forwarded-for": found } = this.headers;
    return found ?? this.#request.socket.remoteAddress ?? "";
  }

  /** Made when first asked for: most requests are over before anybody could care. */
  get signal(): AbortSignal {
    if (this.#gone) return this.#gone.signal;
    const gone = new AbortController();
    this.#gone = gone;
    const response = this.#response;
    const { socket } = this.#request;
    // Behind another request of its connection a response has no socket yet, and would never hear of its end.
    const end = () => {
      socket.off("close", end);
      response.off("close", end);
      if (!response.writableFinished) gone.abort();
    };
    if (response.closed || socket.destroyed) end();
    else {
      socket.once("close", end);
      response.once("close", end);
    }
    return gone.signal;
  }

  /** By events: an async iterator of the request costs more than all the rest of a small one. */
  readBody(bytesMax: number): Promise<Buffer | null> {
    const request = this.#request;
    return new Promise((resolve, reject) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      const cut = () => reject(new Error("the connection closed"));
      request.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
        chunks.push(chunk);
        if (bytes <= bytesMax) return;
        // Reading stops at the limit, but the socket must live on to carry the answer.
        request.pause().removeAllListeners("data");
        resolve(null);
      });
      request.once("end", () => {
        // Every request closes in the end, and an error that nobody hears costs its stack all the same.
        request.off("close", cut);
        resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, bytes));
      });
      request.once("error", reject);
      // After the end this says nothing any more. A caller may also have gone while its key was looked up.
      if (request.destroyed) cut();
      else request.once("close", cut);
    });
  }
}

function drain(request: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    if (request.destroyed) return resolve();
    const timer = setTimeout(resolve, drainMs);
    const done = () => {
      clearTimeout(timer);
      resolve();
    };
    let bytes = 0;
    request.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > drainBytesMax) done();
    });
    request.once("close", done).once("end", done).resume();
  });
}
