import { z } from "zod";

/** Answer of `GET /api/v1/read-models`: which of them have yet to follow the log, after a rebuild or under a flood. */
export const readModelsProgress = z.object({
  head: z.int().nonnegative(),
  floor: z.int().positive(),
  behind: z
    .array(
      z.object({
        name: z.string(),
        events: z.int().positive().meta({ description: "How many events it has yet to read" }),
        seconds: z.number().nonnegative().meta({ description: "How long ago the oldest of them was received" }),
      }),
    )
    .meta({ description: "Empty where all of them know the whole log" }),
});
export type ReadModelsProgress = z.infer<typeof readModelsProgress>;
