import { z } from "zod";
import { isStorable } from "./event";

/** What a key may do. `admin` covers the keys themselves. */
export const keyScopes = ["ingest", "read", "admin"] as const;
export type KeyScope = (typeof keyScopes)[number];

/** Body of `POST /api/v1/keys`. */
export const keyDraft = z.strictObject({
  name: z
    .string({ error: "Must be text of 1 to 100 characters." })
    .trim()
    .min(1, "Must be text of 1 to 100 characters.")
    .max(100, "Must be text of 1 to 100 characters.")
    .refine(isStorable, "Contains a NUL character or a lone surrogate."),
  scopes: z
    .array(z.enum(keyScopes, { error: `Each must be one of ${keyScopes.join(", ")}.` }), {
      error: "Must be a list of scopes.",
    })
    .min(1, `At least one of ${keyScopes.join(", ")}.`),
  expires_at: z.iso.datetime({ offset: true, error: "Must be RFC 3339 with an offset or Z." }).nullish(),
});
export type KeyDraft = z.infer<typeof keyDraft>;

/** A key as lists show it. The key itself is only in the answer that created it. */
export type Key = {
  id: string;
  name: string;
  prefix: string;
  scopes: KeyScope[];
  created_at: string;
  created_by: string | null;
  expires_at: string | null;
  last_used_at: string | null;
};

export type CreatedKey = Key & { key: string };
