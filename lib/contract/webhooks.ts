import { z } from "zod";
import { isStorable } from "./event-form";
import { notification } from "./notifications";

export const webhookForms = ["standard", "slack"] as const;
export const deliveryStates = ["waiting", "delivered", "failed", "cancelled"] as const;
/** What a webhook hears: that something began, that it went on (once its window is over, with the count), that it is over. */
export const deliveryKinds = ["notification.opened", "notification.repeated", "notification.ended", "test"] as const;
export type DeliveryKind = (typeof deliveryKinds)[number];
/** How many webhooks a workspace has. */
export const webhooksMax = 20;

const nameForm = "Must be text of 1 to 80 characters.";
const name = z
  .string({ error: nameForm })
  .trim()
  .min(1, nameForm)
  .max(80, nameForm)
  .refine(isStorable, "Contains a NUL character or a lone surrogate.");
const urlForm = "Must be an http or https address without a user or password, of at most 2,000 characters.";
const url = z
  .url({ protocol: /^https?$/, error: urlForm })
  .max(2_000, urlForm)
  .refine((text) => {
    const parsed = URL.canParse(text) ? new URL(text) : null;
    return parsed !== null && parsed.username === "" && parsed.password === "";
  }, urlForm);
const form = z.enum(webhookForms, { error: `Must be one of: ${webhookForms.join(", ")}.` });
const enabled = z.boolean({ error: "Must be true or false." });

/** Body of `POST /api/v1/webhooks`. */
export const webhookDraft = z.strictObject({
  name,
  url,
  form: form.default("standard"),
  enabled: enabled.default(true),
});
export type WebhookDraft = z.input<typeof webhookDraft>;

/** Body of `PATCH /api/v1/webhooks/{id}`. */
export const webhookChange = z
  .strictObject({ name: name.optional(), url: url.optional(), form: form.optional(), enabled: enabled.optional() })
  .refine((change) => Object.keys(change).length > 0, "Says nothing that could change.");
export type WebhookChange = z.infer<typeof webhookChange>;

/** An address that hears of notifications. */
export const webhook = z.object({
  id: z.string(),
  name: z.string(),
  url: z.string(),
  form: z.enum(webhookForms),
  enabled: z.boolean(),
  disabled_reason: z.string().nullable().meta({ description: "Why it was turned off without anybody doing so" }),
  created_by: z.string(),
  created_at: z.string(),
  waiting: z.int().meta({ description: "Deliveries that are still to be made" }),
  last_delivery: z.object({ at: z.string(), state: z.enum(deliveryStates), status: z.int().nullable() }).nullable(),
});
export type Webhook = z.infer<typeof webhook>;

export const webhookList = z.object({ webhooks: z.array(webhook) });
export type WebhookList = z.infer<typeof webhookList>;

/** Answer where a webhook is made or its secret renewed: the secret, this once. */
export const webhookWithSecret = webhook.extend({
  secret: z.string().meta({ description: "whsec_…, as Standard Webhooks write it; shown this once" }),
});
export type WebhookWithSecret = z.infer<typeof webhookWithSecret>;

/** What a Standard Webhook carries as its body. */
export const webhookPayload = z.object({
  type: z.enum(deliveryKinds),
  timestamp: z.string(),
  data: z.object({
    workspace: z.string().meta({ description: "The workspace's slug" }),
    url: z.string().nullable().meta({ description: "Where it can be looked at" }),
    notification: notification
      .omit({ read: true })
      .nullable()
      .meta({ description: "As it was when this was written; null in a test" }),
  }),
});
export type WebhookPayload = z.infer<typeof webhookPayload>;

/** One entry of a webhook's delivery log. */
export const delivery = z.object({
  id: z.string().meta({ description: "What the header webhook-id says, the same at each attempt" }),
  kind: z.enum(deliveryKinds),
  state: z.enum(deliveryStates),
  attempts: z.int(),
  created_at: z.string(),
  next_at: z.string().nullable().meta({ description: "When it is tried next, while it waits" }),
  ended_at: z.string().nullable(),
  rule: z.object({ id: z.string(), name: z.string() }).nullable(),
  notification_id: z.string().nullable(),
  payload: z.json(),
  tries: z.array(
    z.object({
      attempt: z.int(),
      at: z.string(),
      duration_ms: z.int(),
      status: z.int().nullable(),
      text: z.string().nullable(),
    }),
  ),
});
export type Delivery = z.infer<typeof delivery>;

/** Answer of `GET /api/v1/webhooks/{id}/deliveries`, the newest first. */
export const deliveryList = z.object({
  deliveries: z.array(delivery),
  has_more: z.boolean(),
  next: z.string().nullable(),
});
export type DeliveryList = z.infer<typeof deliveryList>;

const keyForm = "Must be base64url as a browser's subscription carries it.";
const pushKey = z.string({ error: keyForm }).regex(/^[A-Za-z0-9_-]{16,200}={0,2}$/, keyForm);

/** Body of `POST /api/v1/push`: what a browser's `PushSubscription.toJSON()` holds. */
export const pushDraft = z.object({
  endpoint: url,
  expirationTime: z.number().nullish(),
  keys: z.strictObject({ p256dh: pushKey, auth: pushKey }),
});
export type PushDraft = z.infer<typeof pushDraft>;

/** How many browsers a person has told of a workspace. */
export const pushSubscriptionsMax = 20;

/** A browser that shows notifications. Answer of `POST /api/v1/push`. */
export const pushSubscription = z.object({
  id: z.string(),
  device: z.string(),
  created_at: z.string(),
  endpoint: z.string(),
});

/** Answer of `GET /api/v1/push`. */
export const pushState = z.object({
  public_key: z.string().meta({ description: "The server's VAPID key, base64url" }),
  subscriptions: z.array(pushSubscription),
});
export type PushState = z.infer<typeof pushState>;
