import type { Answer, Exchange } from "./exchange";
import { handlerFor, type Method, type MethodTable } from "./methods";

/** Next gives no params at all to an address without variable parts. */
type NextContext = { params: Promise<Record<string, string | string[] | undefined> | undefined> };
type NextHandler = (request: Request, context: NextContext) => Promise<Response>;

/** Mounts an address's methods as the exports of a Next route file; methods that it doesn't know answer 405. */
export function nextRoute(table: MethodTable): Record<Method, NextHandler> {
  const mount = async (request: Request, context: NextContext) => {
    const exchange = await exchangeOf(request, context);
    return toResponse(await handlerFor(table, request.method)(exchange));
  };
  return { GET: mount, POST: mount, PUT: mount, PATCH: mount, DELETE: mount };
}

async function exchangeOf(request: Request, context: NextContext): Promise<Exchange> {
  const url = new URL(request.url);
  const params: Record<string, string> = {};
  for (const [name, value] of Object.entries((await context.params) ?? {})) {
    if (value !== undefined) params[name] = Array.isArray(value) ? value.join("/") : value;
  }
  return {
    method: request.method,
    target: url.pathname + url.search,
    headers: Object.fromEntries(request.headers),
    address: request.headers.get("x-forwarded-for") ?? "",
    body: request.body as AsyncIterable<Uint8Array> | null,
    params,
    signal: request.signal,
  };
}

function toResponse({ status, headers, body }: Answer): Response {
  return new Response(body === null || typeof body === "string" ? body : pulled(body), { status, headers });
}

/** A stream that asks for the next chunk only when the last was taken. */
function pulled(chunks: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await iterator.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      },
      async cancel() {
        await iterator.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}
