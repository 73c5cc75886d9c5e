import { v7 as uuid7 } from "uuid";
import { maySee } from "@/lib/contract/reach";
import type { WebhookPayload } from "@/lib/contract/webhooks";
import { env } from "../env";
import type { DeliveryDraft, PushTarget } from "../store/write-verdicts";
import type { Telling } from "./inbox-book";

type Targets = { slug: string; webhookIds: ReadonlySet<string>; browsers: readonly PushTarget[]; nowMs: number };

/** What a turn's tellings send, to each webhook of the rule, and of a beginning to the browsers of whom it tells. */
export function deliveriesOf(tellings: readonly Telling[], targets: Targets): DeliveryDraft[] {
  return tellings.flatMap(({ kind, rule, notification }) => {
    const payload: WebhookPayload = {
      type: kind,
      timestamp: new Date(targets.nowMs).toISOString(),
      data: { workspace: targets.slug, url: addressOf(targets.slug, notification.id), notification },
    };
    const draft = { rule_id: rule.id, notification_id: notification.id, payload };
    const webhooks = rule.webhookIds
      .filter((id) => targets.webhookIds.has(id))
      .map((id) => ({ ...draft, id: uuid7(), webhook_id: id, push_subscription_id: null }));
    const isTold = ({ personId, projects }: PushTarget) =>
      (rule.toEveryone || rule.audience.includes(personId)) && maySee(projects, notification.project);
    const browsers = rule.push && kind === "notification.opened" ? targets.browsers.filter(isTold) : [];
    return [
      ...webhooks,
      ...browsers.map(({ id }) => ({ ...draft, id: uuid7(), webhook_id: null, push_subscription_id: id })),
    ];
  });
}

/** Where a notification is looked at; null where this server doesn't know how it is called. */
function addressOf(slug: string, notificationId: string): string | null {
  const { NEXTAUTH_URL } = env();
  return NEXTAUTH_URL ? `${new URL(NEXTAUTH_URL).origin}/w/${slug}/inbox?view=all&open=${notificationId}` : null;
}
