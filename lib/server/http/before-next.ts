import type { IncomingMessage } from "node:http";

const methods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
const pageBodyBytesMax = 64 * 1024;

/**
 * Whether a request may be handed to Next. An address that can't be decoded or an unusual method would be answered by
 * Next's own error pages; a body to a page or to the log-in would be read whole, whatever its size. Our own API reads
 * bodies with limits of its own.
 */
export function isReadableByNext({ url = "/", method = "GET", headers }: IncomingMessage): boolean {
  if (!methods.has(method)) return false;
  const path = url.split("?", 1)[0] ?? "/";
  try {
    decodeURIComponent(path);
  } catch {
    return false;
  }
  if (path.startsWith("/api/v1/")) return true;
  return headers["transfer-encoding"] === undefined && Number(headers["content-length"] ?? 0) <= pageBodyBytesMax;
}
