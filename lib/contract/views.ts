import { z } from "zod";
import { isStorable } from "./event-form";
import { viewNameCharactersMax } from "./limits";

export const viewFilterCharactersMax = 8_000;
/** How many views one person has in a workspace. */
export const viewsMax = 200;

const nameForm = `Must be text of 1 to ${viewNameCharactersMax} characters.`;
const name = z
  .string({ error: nameForm })
  .trim()
  .min(1, nameForm)
  .refine((text) => [...text].length <= viewNameCharactersMax, nameForm)
  .refine(isStorable, "Contains a NUL character or a lone surrogate.");

const filterForm = `Must be a query string of at most ${viewFilterCharactersMax} characters.`;
const filter = z
  .string({ error: filterForm })
  .max(viewFilterCharactersMax, filterForm)
  .meta({ description: "In the one filter language, as an address carries it; empty for all events" });

const columns = z
  .string({ error: "Must be names of columns, or null." })
  .max(300, "At most 300 characters.")
  .regex(/^[a-z_]+(,[a-z_]+)*$/, "Must be names of columns with commas between.")
  .nullable()
  .meta({ description: "The columns shown, with commas between; null for those that are shown anyway" });

/** Body of `POST /api/v1/views`. The filter's own language is judged where it is read. */
export const viewDraft = z.strictObject({
  name,
  filter,
  columns: columns.default(null),
  shared: z.boolean({ error: "Must be true or false." }).default(false),
});
export type ViewDraft = z.input<typeof viewDraft>;

/** Body of `PATCH /api/v1/views/{id}`. */
export const viewChange = z
  .strictObject({
    name: name.optional(),
    filter: filter.optional(),
    columns: columns.optional(),
    shared: z.boolean({ error: "Must be true or false." }).optional(),
  })
  .refine((change) => Object.keys(change).length > 0, "Says nothing that could change.");
export type ViewChange = z.infer<typeof viewChange>;

/** A way of looking at the events that somebody has kept. */
export const savedView = z.object({
  id: z.string(),
  name: z.string(),
  filter: z.string(),
  columns: z.string().nullable(),
  shared: z.boolean().meta({ description: "Whether everybody in the workspace sees it" }),
  created_by: z.string().meta({ description: "Its author's e-mail" }),
  editable: z
    .boolean()
    .meta({ description: "Whether the caller may change it: its author, and admins where it is shared" }),
  updated_at: z.string(),
});
export type SavedView = z.infer<typeof savedView>;

export const savedViewList = z.object({ views: z.array(savedView) });
export type SavedViewList = z.infer<typeof savedViewList>;
