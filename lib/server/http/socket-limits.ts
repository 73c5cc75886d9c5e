import type { ServerOptions } from "node:http";

/** How long a connection may take over its headers, over a whole request, and between two of them. */
export const socketLimits = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 75_000,
  // Node looks only every 30 s unless told otherwise, and a slow request would have that long besides.
  connectionsCheckingInterval: 2_000,
} as const satisfies ServerOptions;
