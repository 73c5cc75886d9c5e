import { type InfiniteData, infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type {
  Delivery,
  DeliveryList,
  Webhook,
  WebhookChange,
  WebhookDraft,
  WebhookList,
  WebhookWithSecret,
} from "../contract/webhooks";
import { apiFetch } from "./api";
import { inWorkspace } from "./in-workspace";

const path = "/api/v1/webhooks";
const pageSize = 25;
/** Gently: what is sent is sent by itself. */
const everyMs = 3_000;

const one = (workspace: string, id: string, below = "") =>
  inWorkspace(`${path}/${encodeURIComponent(id)}${below}`, workspace);

export const webhooksQuery = (workspace: string) =>
  queryOptions({
    queryKey: ["webhooks", workspace],
    queryFn: ({ signal }) => apiFetch<WebhookList>(inWorkspace(path, workspace), { signal }),
    select: ({ webhooks }) => webhooks,
    refetchInterval: everyMs,
  });

/** A webhook's delivery log; only its first page is looked at again by itself. */
export function deliveriesQuery(workspace: string, webhookId: string, state: string | null) {
  const params = new URLSearchParams({ limit: String(pageSize), ...(state === null ? {} : { state }) });
  return infiniteQueryOptions<DeliveryList, Error, InfiniteData<DeliveryList, string>, string[], string>({
    queryKey: ["deliveries", workspace, webhookId, params.toString()],
    queryFn: ({ pageParam, signal }) => apiFetch<DeliveryList>(pageParam, { signal }),
    initialPageParam: one(workspace, webhookId, `/deliveries?${params}`),
    getNextPageParam: ({ next }) => (next === null ? null : inWorkspace(next, workspace)),
    refetchInterval: (query) => ((query.state.data?.pages.length ?? 0) <= 1 ? everyMs : false),
  });
}

export const createWebhook = (workspace: string, draft: WebhookDraft) =>
  apiFetch<WebhookWithSecret>(inWorkspace(path, workspace), { method: "POST", json: draft });

export const changeWebhook = (workspace: string, id: string, change: WebhookChange) =>
  apiFetch<Webhook>(one(workspace, id), { method: "PATCH", json: change });

export const deleteWebhook = (workspace: string, id: string) =>
  apiFetch<undefined>(one(workspace, id), { method: "DELETE" });

export const renewWebhookSecret = (workspace: string, id: string) =>
  apiFetch<WebhookWithSecret>(one(workspace, id, "/secret"), { method: "POST" });

/** Sends a test at once and answers how it went. */
export const testWebhook = (workspace: string, id: string) =>
  apiFetch<Delivery>(one(workspace, id, "/test"), { method: "POST" });

export const resendDelivery = (workspace: string, id: string, deliveryId: string) =>
  apiFetch<Delivery>(one(workspace, id, `/deliveries/${encodeURIComponent(deliveryId)}/resend`), { method: "POST" });
