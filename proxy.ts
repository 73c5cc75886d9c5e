import { type NextRequest, NextResponse } from "next/server";
import { guardHeaders } from "@/lib/server/http/guard-headers";

/**
 * Gives each page a content security policy with a nonce of its own. The API, which serves no HTML, is left out. Pages
 * take no writes: all of those go to the API, which knows who may do what and refuses other sites.
 */
export function proxy(request: NextRequest): NextResponse {
  if (request.method !== "GET" && request.method !== "HEAD") {
    return new NextResponse(null, { status: 405, headers: { allow: "GET, HEAD" } });
  }
  const nonce = crypto.randomUUID().replaceAll("-", "");
  const development = process.env.NODE_ENV === "development";
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' ${development ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    // Virtual lists and headless primitives place things by style attributes.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    // What shows pushed notifications (/sw.js).
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  headers.set("x-sightline-address", request.nextUrl.pathname + request.nextUrl.search);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  for (const [name, value] of Object.entries(guardHeaders())) response.headers.set(name, value);
  response.headers.set("referrer-policy", "same-origin");
  return response;
}

export const config = { matcher: "/((?!api/|v1/|metrics$|_next/).*)" };
