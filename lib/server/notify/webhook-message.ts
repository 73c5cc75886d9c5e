import { Webhook } from "standardwebhooks";
import type { ClaimedDelivery } from "../store/deliveries";
import { slackForm } from "./slack-form";
import { openWebhookSecret } from "./webhook-secret";

type WebhookTarget = Extract<ClaimedDelivery["target"], { type: "webhook" }>;

/**
 * A delivery as Standard Webhooks say: the id that stays the same over all attempts, this attempt's time, and a signature by the
 * webhook's secret, and by the one before as long as both count.
 */
export function webhookMessage(
  { id, payload }: Pick<ClaimedDelivery, "id" | "payload">,
  target: WebhookTarget,
  now = new Date(),
): { headers: Record<string, string>; body: Buffer } {
  const { type, timestamp, data } = payload;
  const body = JSON.stringify(target.form === "slack" ? slackForm(payload) : { type, timestamp, data });
  const secrets = [target.secret, ...(target.secretBefore ? [target.secretBefore] : [])];
  const signatures = secrets.map((secret) => new Webhook(openWebhookSecret(secret, target.id)).sign(id, now, body));
  return {
    body: Buffer.from(body),
    headers: {
      "content-type": "application/json",
      "user-agent": "Sightline-Webhooks/1",
      "webhook-id": id,
      "webhook-timestamp": String(Math.floor(now.getTime() / 1_000)),
      "webhook-signature": signatures.join(" "),
    },
  };
}
