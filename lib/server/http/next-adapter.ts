import { after } from "next/server";
import type { Method } from "@/lib/contract/access";
import { type Answer, type Exchange, WholeBody } from "./exchange";
import { guardHeaders } from "./guard-headers";
import { measured, type PathPart, routePattern } from "./measure";
import { handlerFor, type MethodTable } from "./methods";
import { gatherBytes } from "./read-body";

/** Next gives no params at all to an address without variable parts. */
type NextContext = { params: Promise<Record<string, string | string[] | undefined> | undefined> };
/** Called when a request comes; what it answers is run when the answer is out. */
type FollowUp = () => () => Promise<void>;

type NextHandler = (request: Request, context: NextContext) => Promise<Response>;

/**
 * Mounts an address's methods as the exports of a Next route file; methods that it doesn't know answer 405. Without an
 * OPTIONS of ours Next would answer that one itself, and allow everything.
 */
export function nextRoute(table: MethodTable, followUp?: FollowUp): Record<Method | "OPTIONS", NextHandler> {
  const mount = async (request: Request, context: NextContext) => {
    const url = new URL(request.url);
    const parts = Object.entries((await context.params) ?? {}).flatMap(([name, part]) =>
      part === undefined ? [] : [{ name, part }],
    );
    const exchange = exchangeOf(request, url, parts);
    const route = routePattern(url.pathname, parts);
    if (followUp && request.method !== "GET") after(followUp());
    return toResponse(await measured(route, handlerFor(table, request.method), exchange));
  };
  return { GET: mount, POST: mount, PUT: mount, PATCH: mount, DELETE: mount, OPTIONS: mount };
}

function exchangeOf(request: Request, url: URL, parts: readonly PathPart[]): Exchange {
  return {
    method: request.method,
    target: url.pathname + url.search,
    headers: Object.fromEntries(request.headers),
    address: request.headers.get("x-forwarded-for") ?? "",
    readBody: (bytesMax) => gatherBytes(request.body as AsyncIterable<Uint8Array> | null, bytesMax),
    params: Object.fromEntries(parts.map(({ name, part }) => [name, Array.isArray(part) ? part.join("/") : part])),
    isDirect: false,
    signal: request.signal,
  };
}

function toResponse({ status, headers: own, body }: Answer): Response {
  const headers = { ...own, ...guardHeaders() };
  if (body instanceof WholeBody) return new Response(body.bytes, { status, headers });
  return new Response(body === null || typeof body === "string" ? body : pulled(body), { status, headers });
}

/** A stream that asks for the next chunk only when the last was taken. */
function pulled(chunks: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await iterator.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await iterator.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}
