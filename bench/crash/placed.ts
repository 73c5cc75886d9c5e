/** An event at its place in the log. */
export type Placed = { cursor: number; event_id: string };
