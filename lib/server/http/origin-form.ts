import type { IncomingMessage } from "node:http";

/**
 * Turns a target in absolute form (`POST http://host/path`, RFC 9112 §3.2.2), as clients behind a proxy send it, into
 * path and query; its host replaces the header's, whatever that says.
 */
export function toOriginForm(request: IncomingMessage): void {
  if (!request.url || request.url.startsWith("/")) return;
  const [, host, rest = ""] = /^https?:\/\/([^/?#]+)(.*)$/i.exec(request.url) ?? [];
  if (host === undefined) return;
  request.headers.host = host;
  request.url = rest.startsWith("/") ? rest : `/${rest}`;
}
