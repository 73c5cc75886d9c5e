/** Whether this browser can be notified: no page may ask where the server isn't reached securely. */
export type PushAbility = "possible" | "unsupported" | "insecure" | "refused";

export function pushAbility(): PushAbility {
  if (!window.isSecureContext) return "insecure";
  if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) return "unsupported";
  return Notification.permission === "denied" ? "refused" : "possible";
}

/** The address at which this browser is notified; null where it isn't. */
export async function endpointHere(): Promise<string | null> {
  if (!("serviceWorker" in navigator)) return null;
  const registration = await navigator.serviceWorker.getRegistration(worker);
  return (await registration?.pushManager?.getSubscription())?.endpoint ?? null;
}

/** Asks the person, then the browser's push service. Null where the person said no. */
export async function subscribeHere(publicKey: string): Promise<PushSubscriptionJSON | null> {
  if ((await Notification.requestPermission()) !== "granted") return null;
  await navigator.serviceWorker.register(worker);
  const { pushManager } = await navigator.serviceWorker.ready;
  const subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey });
  return subscription.toJSON();
}

const worker = "/sw.js";
