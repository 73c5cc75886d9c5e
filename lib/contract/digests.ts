/** How often unread notifications come by mail. */
export const digests = ["off", "hourly", "daily"] as const;
export type Digest = (typeof digests)[number];
