import { metrics } from "../metrics";
import type { Answer, Exchange, Handler } from "./exchange";

const methods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/**
 * Runs a handler and counts the request under its route's pattern, never under an address as sent: each pattern is a
 * set of time series. The time is until the answer's head is known; a stream lasts on.
 */
export async function measured(route: string, handler: Handler, exchange: Exchange): Promise<Answer> {
  const startedMs = performance.now();
  const answer = await handler(exchange);
  metrics.requestSeconds.observe({
    route,
    method: methods.has(exchange.method) ? exchange.method : "other",
    status: answer.status,
    seconds: (performance.now() - startedMs) / 1_000,
  });
  return answer;
}

/** A variable part of a path: one segment, or the rest of them. */
export type PathPart = { name: string; part: string | string[] };

/** The pattern of a path by its variable parts: `/keys/17` with the parameter `id` is `/keys/{id}`. */
export function routePattern(path: string, variable: readonly PathPart[]): string {
  const segments = path.split("/");
  for (const { name, part } of variable) {
    const parts = [part].flat();
    const at = segments.findLastIndex((_, i) => parts.every((each, k) => isSame(segments[i + k], each)));
    if (at === -1) return "other";
    segments.splice(at, parts.length, `{${name}}`);
  }
  return segments.join("/");
}

/** Next hands parts over decoded or as sent. */
function isSame(segment: string | undefined, part: string): boolean {
  if (segment === undefined || segment === part) return segment !== undefined;
  try {
    return decodeURIComponent(segment) === part;
  } catch {
    return false;
  }
}
