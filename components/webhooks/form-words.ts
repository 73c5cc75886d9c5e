import type { Webhook } from "@/lib/contract/webhooks";

/** What a webhook's body is made for. */
export const formWords: Readonly<Record<Webhook["form"], string>> = {
  standard: "Standard Webhooks",
  slack: "Slack",
};
