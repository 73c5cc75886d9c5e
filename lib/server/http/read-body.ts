import { AppError } from "../errors";
import type { Exchange } from "./exchange";

/** Reads a body of at most `bytesMax` as sent; 413 as soon as it is known to be larger. */
export async function readBody(exchange: Exchange, bytesMax: number): Promise<Buffer> {
  if (Number(exchange.headers["content-length"] ?? 0) > bytesMax) throw bodyTooLarge(bytesMax);
  const body = await exchange.readBody(bytesMax).catch((error: unknown) => {
    throw new AppError("malformed", { public: "The body ended before it was complete.", private: String(error) });
  });
  if (!body) throw bodyTooLarge(bytesMax);
  return body;
}

/** Gathers chunks into one buffer; null as soon as there are more than `bytesMax`. */
export async function gatherBytes(chunks: AsyncIterable<Uint8Array> | null, bytesMax: number): Promise<Buffer | null> {
  const gathered: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks ?? []) {
    bytes += chunk.length;
    if (bytes > bytesMax) return null;
    gathered.push(chunk);
  }
  return Buffer.concat(gathered, bytes);
}

const jsonBytesMax = 64 * 1024;

/** A small JSON body. */
export async function readJson(exchange: Exchange): Promise<unknown> {
  const type = exchange.headers["content-type"]?.split(";", 1)[0]?.trim().toLowerCase();
  if (type !== undefined && type !== "application/json") {
    throw new AppError("unsupported_type", { public: "The body must be application/json." });
  }
  const text = (await readBody(exchange, jsonBytesMax)).toString("utf8");
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError("malformed", { public: "The body is no JSON." });
  }
}

function bodyTooLarge(bytesMax: number): AppError {
  return new AppError("too_large", {
    public: `The body is larger than ${bytesMax} bytes as sent.`,
    extensions: { limit: bytesMax, unit: "bytes" },
  });
}
