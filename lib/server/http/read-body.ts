import { AppError, isAppError } from "../errors";
import type { Exchange } from "./exchange";

/** Reads a body of at most `bytesMax` as sent; 413 as soon as it is known to be larger. */
export async function readBody({ body, headers }: Exchange, bytesMax: number): Promise<Buffer> {
  if (Number(headers["content-length"] ?? 0) > bytesMax) throw bodyTooLarge(bytesMax);
  if (!body) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body) {
      bytes += chunk.length;
      if (bytes > bytesMax) throw bodyTooLarge(bytesMax);
      chunks.push(chunk);
    }
  } catch (error) {
    if (isAppError(error)) throw error;
    throw new AppError("malformed", { public: "The body ended before it was complete.", private: String(error) });
  }
  return Buffer.concat(chunks, bytes);
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
