import webPush from "web-push";
import type { WebhookPayload } from "@/lib/contract/webhooks";
import { seal, unseal } from "../sealed";
import type { ClaimedDelivery } from "../store/deliveries";
import { givePushUpAfterMs } from "./retry-schedule";
import { type VapidKeys, vapidSubject } from "./vapid";

/** What the service worker gets to show: no more than that. */
export type PushNote = { title: string; body: string; tag: string; path: string };

type PushTarget = Extract<ClaimedDelivery["target"], { type: "push" }>;

const titleCharactersMax = 200;
/** What a browser's keys are sealed for. */
export const pushPurpose = (subscriptionId: string) => `push subscription ${subscriptionId}`;

/** A browser's key as it is kept. */
export const sealPushKey = (key: string, subscriptionId: string) => seal(key, pushPurpose(subscriptionId));

/** A delivery as a push service takes it: encrypted for the browser alone (RFC 8291), signed by our VAPID key. */
export function pushMessage(
  { payload }: Pick<ClaimedDelivery, "payload">,
  { target, keys }: { target: PushTarget; keys: VapidKeys },
): { url: string; headers: Record<string, string>; body: Buffer } {
  const note = pushNote(payload);
  const subscription = {
    endpoint: target.endpoint,
    keys: { p256dh: unseal(target.p256dh, pushPurpose(target.id)), auth: unseal(target.auth, pushPurpose(target.id)) },
  };
  const severity = payload.data.notification?.severity;
  const { endpoint, headers, body } = webPush.generateRequestDetails(subscription, JSON.stringify(note), {
    vapidDetails: { subject: vapidSubject(), ...keys },
    TTL: givePushUpAfterMs / 1_000,
    urgency: severity === "error" || severity === "critical" ? "high" : "normal",
    topic: note.tag.replaceAll("-", "").slice(0, 32),
  });
  const texts = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]);
  return { url: endpoint, headers: Object.fromEntries(texts), body };
}

function pushNote({ data: { notification, url, workspace } }: WebhookPayload): PushNote {
  const address = url === null ? null : new URL(url);
  const title = notification?.title ?? "Sightline";
  return {
    title: title.length > titleCharactersMax ? `${title.slice(0, titleCharactersMax)}…` : title,
    body: `${notification?.rule.name ?? "Test"} · ${workspace}`,
    tag: notification?.id ?? "test",
    path: address ? address.pathname + address.search : `/w/${workspace}/inbox?open=${notification?.id ?? ""}`,
  };
}
