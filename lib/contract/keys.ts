import { z } from "zod";
import { hasCharactersAtMost, isStorable, textCharactersMax } from "./event-form";
import { keyPrivacies } from "./key-privacy";
import { keyScopes } from "./key-scopes";
import { rateLimitMax } from "./limits";

const rateLimitForm = `Must be a whole number from 1 to ${rateLimitMax}, of events a second.`;

/** How many sources a key can be held to. */
export const allowedSourcesMax = 50;
const sourceForm = `Each must be text of 1 to ${textCharactersMax} characters.`;

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
  rate_limit: z.int(rateLimitForm).min(1, rateLimitForm).max(rateLimitMax, rateLimitForm).nullish(),
  privacy: z.enum(keyPrivacies, { error: `Must be one of ${keyPrivacies.join(", ")}.` }).nullish(),
  allowed_sources: z
    .array(
      z
        .string(sourceForm)
        .min(1, sourceForm)
        .refine((source) => hasCharactersAtMost(source, textCharactersMax) && isStorable(source), sourceForm),
      { error: "Must be a list of sources." },
    )
    .max(allowedSourcesMax, `At most ${allowedSourcesMax}.`)
    .nullish()
    .meta({ description: "The only sources whose events it may send; any where the list is empty or absent" }),
});
export type KeyDraft = z.infer<typeof keyDraft>;

/** A key as lists show it. The key itself is only in the answer that created it. */
export const keyEntry = z.object({
  id: z.string(),
  name: z.string(),
  prefix: z.string().meta({ description: "The key's public beginning, as events show it in api_key" }),
  scopes: z.array(z.enum(keyScopes)),
  created_at: z.string(),
  created_by: z.string().nullable(),
  expires_at: z.string().nullable(),
  rate_limit: z
    .number()
    .nullable()
    .meta({ description: "Events a second; null: as many as the instance lets every key send" }),
  privacy: z.enum(keyPrivacies).meta({ description: "How much is kept of what it sends" }),
  allowed_sources: z.array(z.string()).meta({ description: "The only sources whose events it may send; empty: any" }),
  projects: z
    .array(z.string())
    .nullable()
    .meta({ description: "The only projects whose events it reads, as whoever made it sees them; null: all" }),
  last_used_at: z.string().nullable().meta({ description: "A few seconds late" }),
  last_used_from: z.string().nullable().meta({ description: "The address of its last request" }),
  event_count: z.int().meta({ description: "Events that came by it and were stored; a few seconds late" }),
});
export type Key = z.infer<typeof keyEntry>;

export const createdKey = keyEntry.extend({ key: z.string().meta({ description: "The key itself, this once" }) });
export type CreatedKey = z.infer<typeof createdKey>;

/** How long a rotated key goes on working beside its successor, in milliseconds. */
export const rotationOverlaps = { none: 0, "1h": 3_600_000, "24h": 86_400_000, "7d": 604_800_000 } as const;
export type RotationOverlap = keyof typeof rotationOverlaps;

/** Body of `POST /api/v1/keys/{id}/rotate`. */
export const keyRotation = z.strictObject({
  overlap: z.enum(Object.keys(rotationOverlaps) as [RotationOverlap, ...RotationOverlap[]], {
    error: `Must be one of ${Object.keys(rotationOverlaps).join(", ")}.`,
  }),
});
export type KeyRotation = z.infer<typeof keyRotation>;

/**
 * Why a request with one of the workspace's keys was refused: it was revoked, has expired, lacks the scope, or has the
 * public beginning of one and not the rest.
 */
export const refusalReasons = ["revoked", "expired", "scope", "mistyped"] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/** Refused requests of one key and for one reason. Keys that are nobody's can't be told to anybody. */
export const refusedKey = z.object({
  prefix: z.string(),
  name: z.string(),
  reason: z.enum(refusalReasons),
  count: z.number(),
  last_at: z.string(),
});
export type RefusedKey = z.infer<typeof refusedKey>;

export const refusedKeyList = z.object({ refused: z.array(refusedKey) });
export type RefusedKeyList = z.infer<typeof refusedKeyList>;
