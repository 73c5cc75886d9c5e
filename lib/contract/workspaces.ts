import { z } from "zod";
import { isStorable } from "./event-form";
import { roles } from "./roles";
import { workspaceSlug } from "./setup";

/** How many workspaces one person may own. */
export const ownedWorkspacesMax = 50;

const nameForm = "Must be text of 1 to 80 characters.";
const name = z
  .string({ error: nameForm })
  .trim()
  .min(1, nameForm)
  .max(80, nameForm)
  .refine(isStorable, "Contains a NUL character or a lone surrogate.");

/** Body of `POST /api/v1/workspaces`. */
export const workspaceDraft = z.strictObject({ name, slug: workspaceSlug });
export type WorkspaceDraft = z.infer<typeof workspaceDraft>;

/** Body of `PATCH /api/v1/workspace`. */
export const workspaceChange = z.strictObject({ name });
export type WorkspaceChange = z.infer<typeof workspaceChange>;

const confirm = z.string({ error: "Is required." }).meta({ description: "The workspace's slug, to say yes" });

/** Body of `POST /api/v1/workspace/deletion`. */
export const workspaceDeletion = z.strictObject({ confirm });
export type WorkspaceDeletion = z.infer<typeof workspaceDeletion>;

/** Body of `POST /api/v1/workspace/owner`. */
export const workspaceHandover = z.strictObject({ member: z.string({ error: "Is required." }), confirm });
export type WorkspaceHandover = z.infer<typeof workspaceHandover>;

/** A workspace as its members see it. */
export const workspaceState = z.object({
  slug: z.string(),
  name: z.string(),
  role: z.enum(roles).nullable().meta({ description: "The caller's; null for a key" }),
  projects: z
    .array(z.string())
    .nullable()
    .meta({ description: "The only projects whose events the caller sees; null: all" }),
  created_at: z.string(),
  deletion: z
    .object({ at: z.string(), by: z.string().nullable(), gone_at: z.string() })
    .nullable()
    .meta({ description: "When it was deleted, and when all of it goes; until then it can be read and restored" }),
});
export type WorkspaceState = z.infer<typeof workspaceState>;
