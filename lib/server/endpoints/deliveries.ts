import { v7 as uuid7 } from "uuid";
import { access } from "@/lib/contract/access";
import { type Delivery, type DeliveryList, deliveryStates } from "@/lib/contract/webhooks";
import { AppError } from "../errors";
import { jsonAnswer } from "../http/exchange";
import type { MethodTable } from "../http/methods";
import { refuseUnknownParameters, route } from "../http/route";
import { wakeDeliveries } from "../notify/delivery-runner";
import { sendDelivery } from "../notify/send-delivery";
import { insertTestDelivery, resendDelivery } from "../store/deliveries";
import { findDelivery, pageDeliveries } from "../store/delivery-log";
import { requireListQuery } from "./list-query";
import { requireWebhook } from "./webhooks";

/** `GET /api/v1/webhooks/{id}/deliveries`: what was and is to be sent, the newest first. */
export const deliveriesEndpoint: MethodTable = {
  GET: route({
    caller: access["GET /api/v1/webhooks/{id}/deliveries"],
    async run({ caller, query, exchange }) {
      refuseUnknownParameters(query, ["state", "limit", "before"]);
      const { limit, before, filter } = requireListQuery(query, { fields: [], states: deliveryStates });
      const { id } = await requireWebhook(caller.workspace.id, exchange.params.id ?? "");
      const states = deliveryStates.filter((state) => filter.state?.includes(state));
      const page = await pageDeliveries(caller.workspace.id, id, {
        limit,
        before,
        ...(filter.state ? { states } : {}),
      });
      const next = page.hasMore && page.last !== null ? nextAddress(id, query, { limit, before: page.last }) : null;
      return jsonAnswer({ deliveries: page.deliveries, has_more: page.hasMore, next } satisfies DeliveryList);
    },
  }),
};

/** `POST /api/v1/webhooks/{id}/test`: one attempt, now, also where it is turned off; answers what came of it. */
export const webhookTestEndpoint: MethodTable = {
  POST: route({
    caller: access["POST /api/v1/webhooks/{id}/test"],
    async run({ caller: { workspace }, query, exchange }) {
      refuseUnknownParameters(query, []);
      const webhook = await requireWebhook(workspace.id, exchange.params.id ?? "");
      const delivery = await insertTestDelivery({
        id: uuid7(),
        workspaceId: workspace.id,
        webhookId: webhook.id,
        payload: {
          type: "test",
          timestamp: new Date().toISOString(),
          data: { workspace: workspace.slug, url: null, notification: null },
        },
      });
      if (delivery) await sendDelivery(delivery);
      return jsonAnswer(await requireDelivery(workspace.id, webhook.id, delivery?.id));
    },
  }),
};

/** `POST /api/v1/webhooks/{id}/deliveries/{delivery_id}/resend`: the same message under the same id, so whoever has it knows. */
export const resendEndpoint: MethodTable = {
  POST: route({
    caller: access["POST /api/v1/webhooks/{id}/deliveries/{delivery_id}/resend"],
    async run({ caller: { workspace }, query, exchange }) {
      refuseUnknownParameters(query, []);
      const webhook = await requireWebhook(workspace.id, exchange.params.id ?? "");
      const { id } = await requireDelivery(workspace.id, webhook.id, exchange.params.delivery_id);
      if (!webhook.enabled) {
        throw new AppError("conflict", { public: "The webhook is turned off. Turn it on, and send again then." });
      }
      await resendDelivery(workspace.id, webhook.id, id);
      wakeDeliveries();
      return jsonAnswer(await requireDelivery(workspace.id, webhook.id, id), 202);
    },
  }),
};

async function requireDelivery(workspaceId: number, webhookId: string, id: string | undefined): Promise<Delivery> {
  const delivery = await findDelivery(workspaceId, webhookId, id ?? "");
  if (!delivery) throw new AppError("not_found", { public: "No such delivery." });
  return delivery;
}

function nextAddress(webhookId: string, query: URLSearchParams, place: { limit: number; before: number }): string {
  const next = new URLSearchParams(query);
  next.set("limit", String(place.limit));
  next.set("before", String(place.before));
  return `/api/v1/webhooks/${webhookId}/deliveries?${next}`;
}
