/** What a key may do. `admin` covers the keys themselves. */
export const keyScopes = ["ingest", "read", "admin"] as const;
export type KeyScope = (typeof keyScopes)[number];
