import type { AgentEvent } from "./event";

/** Answer of `GET /api/v1/events` and `/recent`. `next` is an address path with its query, or null on the last page. */
export type EventPage = {
  events: AgentEvent[];
  has_more: boolean;
  next: string | null;
  head: number;
  floor: number;
};

export const pageLimitDefault = 50;
export const pageLimitMax = 1_000;
