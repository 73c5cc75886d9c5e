import type { IncomingMessage } from "node:http";
import { type Env, listSetting } from "../env";

const loopbackNames = ["localhost", "127.0.0.1", "[::1]"];

/** Which `Host` headers are served; a foreign one would let a page of another site speak through a rebound name. */
export function hostGuard(env: Env): (request: IncomingMessage) => boolean {
  const own = env.NEXTAUTH_URL ? [new URL(env.NEXTAUTH_URL).hostname.toLowerCase()] : [];
  const allowed = new Set([...loopbackNames, ...own, ...listSetting(env.SIGHTLINE_ALLOWED_HOSTS)]);
  const isAllowed = (host: string) =>
    allowed.has(host) || allowed.has(host.toLowerCase()) || allowed.has(host.toLowerCase().replace(/:\d+$/, ""));
  return ({ headers: { host = "", "x-forwarded-host": forwarded } }) => {
    // A trusted proxy's word for the host counts as the host does; from others it has been replaced by now.
    return isAllowed(host) && (forwarded === undefined || forwarded === host || [forwarded].flat().every(isAllowed));
  };
}

/**
 * Lets forwarding headers through from trusted proxies only; from everybody else they are replaced by what is so.
 * Answers whether the request came without any.
 */
export function forwardingGuard(env: Env): (request: IncomingMessage) => boolean {
  const trusted = new Set(listSetting(env.SIGHTLINE_TRUSTED_PROXIES));
  const scheme = env.NEXTAUTH_URL?.startsWith("https:") ? "https" : "http";
  return ({ headers, socket }) => {
    const isDirect = !Object.keys(headers).some(isForwardingHeader);
    const peer = (socket.remoteAddress ?? "").replace(/^::ffff:/, "");
    if (trusted.has(peer)) {
      // What stands left of the last untrusted hop, the client may have written itself.
      const hops = [headers["x-forwarded-for"] ?? []].flat().join(",").split(",");
      headers["x-forwarded-for"] = hops.map((hop) => hop.trim()).findLast((hop) => hop && !trusted.has(hop)) ?? peer;
      return isDirect;
    }
    // Deleted where there is one only: an object that lost a property is slow to read from then on.
    for (const name in headers) if (name === "forwarded" || name.startsWith("x-forwarded-")) delete headers[name];
    headers["x-forwarded-for"] = peer;
    headers["x-forwarded-proto"] = scheme;
    if (headers.host) headers["x-forwarded-host"] = headers.host;
    return isDirect;
  };
}

const isForwardingHeader = (name: string) =>
  name.startsWith("x-forwarded-") || name === "forwarded" || name === "x-real-ip" || name === "via";
