import { z } from "zod";

const text = z.string().nullable();

/** One field of the matrix agent × operation: how often it was allowed and denied. Instants are RFC 3339 UTC. */
export const permission = z.object({
  agent_id: text,
  operation: text.meta({ description: "Of the decision, else the tool that it was about; null where it names none" }),
  allowed: z.int(),
  denied: z.int(),
  last_denial: z
    .object({
      at: z.string(),
      reason: text.meta({ description: "At most 2,000 characters; the event has all of it" }),
      cursor: z.int().meta({ description: "The event of the denial" }),
    })
    .nullable(),
  last_seen: z.string(),
  cursor: z.int().meta({ description: "The newest decision" }),
});
export type Permission = z.infer<typeof permission>;

/** Answer of `GET /api/v1/permissions`. */
export const permissionList = z.object({ permissions: z.array(permission), has_more: z.boolean(), next: text });
export type PermissionList = z.infer<typeof permissionList>;
