import { z } from "zod";
import { isStorable, severities } from "./event-form";
import { ruleNameCharactersMax } from "./limits";

export const ruleFilterCharactersMax = 8_000;
/** How many rules a workspace has. */
export const rulesMax = 100;

const nameForm = `Must be text of 1 to ${ruleNameCharactersMax} characters.`;
const name = z
  .string({ error: nameForm })
  .trim()
  .min(1, nameForm)
  .refine((text) => [...text].length <= ruleNameCharactersMax, nameForm)
  .refine(isStorable, "Contains a NUL character or a lone surrogate.");

const filterForm = `Must be a query string of at most ${ruleFilterCharactersMax} characters.`;
const filter = z.string({ error: filterForm }).max(ruleFilterCharactersMax, filterForm).meta({
  description: "In the one filter language, as an address carries it, without since and until; empty for all events",
});

const wholeSeconds = (min: number, max: number) => {
  const form = `Must be a whole number of seconds, ${min} to ${max}.`;
  return z.int({ error: form }).min(min, form).max(max, form);
};
const day = 86_400;

/** What must be so of the events that match a rule's filter. */
export const ruleCondition = z.discriminatedUnion(
  "type",
  [
    z.strictObject({ type: z.literal("event") }).meta({ description: "Each event that matches" }),
    z
      .strictObject({ type: z.literal("waiting"), for_seconds: wholeSeconds(0, day) })
      .meta({ description: "An agent that the filter's events are of has been waiting for a person for longer" }),
    z
      .strictObject({ type: z.literal("budget_below"), percent: z.number().gt(0).lt(100) })
      .meta({ description: "Of an agent's budget less than this share remains" }),
    z
      .strictObject({ type: z.literal("silence"), for_seconds: wholeSeconds(30, 7 * day) })
      .meta({ description: "Nothing that matches has come for longer" }),
    z
      .strictObject({ type: z.literal("rate_above"), per_minute: z.int().min(1).max(10_000_000) })
      .meta({ description: "More than this matched within one minute" }),
  ],
  { error: "Must have a type: event, waiting, budget_below, silence or rate_above." },
);
export type RuleCondition = z.infer<typeof ruleCondition>;

const audience = z
  .array(z.uuid("Must be a member's id."), { error: "Must be ids of members, or null for everyone." })
  .min(1, "Name at least one member, or null for everyone.")
  .max(500, "At most 500 members.")
  .nullable();
const webhookIds = z
  .array(z.uuid("Must be a webhook's id."), { error: "Must be ids of webhooks." })
  .max(20, "At most 20 webhooks.");
const flag = z.boolean({ error: "Must be true or false." });
const collapse = wholeSeconds(0, day);

/** Body of `POST /api/v1/rules`. The filter's own language is judged where it is read. */
export const ruleDraft = z.strictObject({
  name,
  filter: filter.default(""),
  condition: ruleCondition.default({ type: "event" }),
  severity: z.enum(severities).default("warning"),
  enabled: flag.default(true),
  audience: audience.default(null),
  push: flag.default(false),
  webhook_ids: webhookIds.default([]),
  collapse_seconds: collapse.default(600),
});
export type RuleDraft = z.input<typeof ruleDraft>;

/** Body of `PATCH /api/v1/rules/{id}`. */
export const ruleChange = z
  .strictObject({
    name: name.optional(),
    filter: filter.optional(),
    condition: ruleCondition.optional(),
    severity: z.enum(severities).optional(),
    enabled: flag.optional(),
    audience: audience.optional(),
    push: flag.optional(),
    webhook_ids: webhookIds.optional(),
    collapse_seconds: collapse.optional(),
  })
  .refine((change) => Object.keys(change).length > 0, "Says nothing that could change.");
export type RuleChange = z.infer<typeof ruleChange>;

/** What a workspace wants to be told of. */
export const rule = z.object({
  id: z.string(),
  name: z.string(),
  filter: z.string(),
  condition: ruleCondition,
  severity: z.enum(severities),
  enabled: z.boolean(),
  audience: z.array(z.string()).nullable().meta({ description: "Ids of the members it tells; null: everyone" }),
  push: z.boolean().meta({ description: "Whether browsers are told when something begins" }),
  webhook_ids: z.array(z.string()),
  collapse_seconds: z.int().meta({
    description: "What happens again within this of its last time adds to the open notification's count",
  }),
  created_by: z.string(),
  created_at: z.string(),
  updated_at: z.string(),
  last_notified_at: z.string().nullable(),
});
export type Rule = z.infer<typeof rule>;

export const ruleList = z.object({ rules: z.array(rule) });
export type RuleList = z.infer<typeof ruleList>;

/** Body of `POST /api/v1/rules/preview`: what a rule would have told of in the last day. */
export const rulePreviewDraft = z.strictObject({
  filter: filter.default(""),
  condition: ruleCondition.default({ type: "event" }),
});

export const rulePreview = z.object({
  since: z.string(),
  matches: z.int().meta({ description: "How many events match the filter" }),
  events: z
    .array(z.object({ cursor: z.int(), event_id: z.string(), sentence: z.string(), timestamp: z.string() }))
    .meta({
      description: "The newest of them, ten at most",
    }),
});
export type RulePreview = z.infer<typeof rulePreview>;
