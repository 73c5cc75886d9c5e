import { z } from "zod";
import { agentEvent } from "./event";
import { previewCharactersMax, rulePatternCharactersMax } from "./limits";

/** A rule's name as masks show it. */
const nameForm = "Must be 1 to 50 lower-case letters, digits and inner hyphens.";
const name = z.string({ error: nameForm }).regex(/^[a-z0-9](?:[a-z0-9-]{0,48}[a-z0-9])?$/, nameForm);

/** Each is tried on every text that comes by a key which masks. */
export const redactionRulesMax = 20;
const patternForm = `Must be a pattern of 1 to ${rulePatternCharactersMax} characters.`;
const pattern = z.string({ error: patternForm }).min(1, patternForm).max(rulePatternCharactersMax, patternForm);

/** Body of `POST /api/v1/privacy/rules`. The pattern's own syntax, RE2's, is judged where it is compiled. */
export const redactionRuleDraft = z.strictObject({ name, pattern });
export type RedactionRuleDraft = z.infer<typeof redactionRuleDraft>;

/** Body of `PATCH /api/v1/privacy/rules/{id}`. */
export const redactionRuleChange = z
  .strictObject({ name: name.optional(), pattern: pattern.optional() })
  .refine((change) => Object.keys(change).length > 0, "Says nothing that could change.");

/** A rule of a workspace's own, as lists show it. */
export const ownRedactionRule = z.object({
  id: z.string(),
  name: z.string(),
  pattern: z.string(),
  created_at: z.string(),
  created_by: z.string().nullable(),
});
export type OwnRedactionRule = z.infer<typeof ownRedactionRule>;

export const redactionRuleList = z.object({
  rules: z.array(ownRedactionRule),
  built_in: z.array(z.string()).meta({ description: "The names of the rules that every workspace has" }),
});
export type RedactionRuleList = z.infer<typeof redactionRuleList>;

const textForm = `Must be text of 1 to ${previewCharactersMax} characters.`;

/** Body of `POST /api/v1/privacy/preview`: an event or other JSON as text, or any text. */
export const privacyPreviewRequest = z.strictObject({
  text: z.string({ error: textForm }).min(1, textForm).max(previewCharactersMax, textForm),
});

/** What would be stored of an event; the log adds the cursor and the times. */
export const previewedEvent = agentEvent.omit({
  cursor: true,
  timestamp: true,
  received_at: true,
  api_key: true,
  origin: true,
  metadata_expired: true,
});
export type PreviewedEvent = z.infer<typeof previewedEvent>;

export const privacyPreview = z.object({ full: previewedEvent, redacted: previewedEvent, metadata: previewedEvent });
export type PrivacyPreview = z.infer<typeof privacyPreview>;
