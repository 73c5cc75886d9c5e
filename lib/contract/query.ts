import { z } from "zod";
import { agentEvent } from "./event";

const range = z.tuple([z.int().nonnegative(), z.int().nonnegative()]);
const highlight = z.object({
  path: z.string().meta({ description: "Where the text stands in the event, such as metadata.error" }),
  text: z.string().meta({ description: "What is around the first find; … where the text goes on" }),
  ranges: z.array(range).meta({ description: "What was found, from and to (exclusive), in UTF-16 units of text" }),
});

/** Answer of `GET /api/v1/events` and `/recent`. `next` is an address path with its query, or null on the last page. */
export const eventPage = z.object({
  events: z.array(agentEvent),
  highlights: z
    .record(z.string(), z.array(highlight))
    .optional()
    .meta({ description: "With q: by event_id, the texts in which its words were found" }),
  has_more: z.boolean(),
  next: z.string().nullable().meta({ description: "The address of the next page; null on the last" }),
  head: z.int().meta({ description: "The workspace's newest cursor, 0 when empty" }),
  floor: z.int().meta({ description: "The oldest cursor still kept" }),
});
export type EventPage = z.infer<typeof eventPage>;
