import { log } from "../log";
import { metrics } from "../metrics";
import { type ClaimedDelivery, endAttempt, type Try, type Verdict } from "../store/deliveries";
import { dropPushSubscription } from "../store/push-subscriptions";
import { disableWebhook, hasDeliveredWithin } from "../store/webhooks";
import { type PostAnswer, postGuarded } from "./post-guarded";
import { pushMessage } from "./push-message";
import { givePushUpAfterMs, giveUpAfterMs, pauseAfterFailure } from "./retry-schedule";
import { vapidKeys } from "./vapid";
import { webhookMessage } from "./webhook-message";

/**
 * One attempt at a claimed delivery, and the note of what came of it. An attempt that `signal` breaks off is noted nowhere: its claim
 * ends by itself, and it is made again.
 */
export async function sendDelivery(delivery: ClaimedDelivery, signal?: AbortSignal): Promise<Try | null> {
  const { target, kind } = delivery;
  if (!target.enabled && kind !== "test") {
    await endAttempt(delivery, { verdict: { state: "cancelled" }, tried: null });
    return null;
  }
  const at = new Date();
  const startedMs = performance.now();
  const answer = await post(delivery, signal);
  if (signal?.aborted && answer.status === null) return null;
  const tried = {
    at,
    durationMs: Math.round(performance.now() - startedMs),
    status: answer.status,
    text: answer.text,
  };
  const verdict = judge(delivery, answer);
  await endAttempt(delivery, { verdict, tried });
  metrics.deliveries.inc({ outcome: verdict.state });
  if (verdict.state === "delivered")
    metrics.deliverySeconds.observe((Date.now() - delivery.createdAt.getTime()) / 1_000);
  if (verdict.state === "failed") await giveUp(delivery, answer.status);
  return tried;
}

async function post(delivery: ClaimedDelivery, signal: AbortSignal | undefined): Promise<PostAnswer> {
  const { target } = delivery;
  const abort = signal ? { signal } : {};
  try {
    const message =
      target.type === "push"
        ? pushMessage(delivery, { target, keys: await vapidKeys() })
        : { url: target.url, ...webhookMessage(delivery, target) };
    return await postGuarded({ ...message, ...abort });
  } catch (error) {
    log.warn({ delivery: delivery.id, message: String(error) }, "a delivery could not be made up");
    return { status: null, text: "It could not be signed or encrypted here.", retryAfterMs: null };
  }
}

function judge({ target, kind, failingForMs }: ClaimedDelivery, { status, retryAfterMs }: PostAnswer): Verdict {
  if (status !== null && status >= 200 && status < 300) return { state: "delivered" };
  const isGone = status === 410 || (target.type === "push" && status === 404);
  const longestMs = target.type === "push" ? givePushUpAfterMs : giveUpAfterMs;
  if (isGone || kind === "test" || failingForMs >= longestMs) return { state: "failed" };
  return { state: "again", inMs: pauseAfterFailure({ forMs: failingForMs, retryAfterMs }) };
}

/** What failed for good may say that nobody is there any more. */
async function giveUp({ workspaceId, target, kind }: ClaimedDelivery, status: number | null): Promise<void> {
  if (target.type === "push") {
    if (status === 404 || status === 410) await dropPushSubscription(workspaceId, target.id);
    return;
  }
  if (kind === "test") return;
  const isGone = status === 410;
  if (!isGone && (await hasDeliveredWithin(workspaceId, target.id, giveUpAfterMs))) return;
  const reason = isGone ? "It answered 410 Gone." : "Nothing could be delivered for three days.";
  if (await disableWebhook(workspaceId, target.id, reason)) {
    log.warn({ webhook: target.id, reason }, "a webhook was turned off");
  }
}
