import { v7 as uuid7 } from "uuid";
import { access } from "@/lib/contract/access";
import { type PushState, pushDraft, pushSubscriptionsMax } from "@/lib/contract/webhooks";
import { deviceWords } from "@/lib/timeline/device-words";
import { AppError } from "../errors";
import { jsonAnswer } from "../http/exchange";
import type { MethodTable } from "../http/methods";
import { fieldProblem, refuseUnknownParameters, route } from "../http/route";
import { sealPushKey } from "../notify/push-message";
import { faultOfTarget } from "../notify/target";
import { vapidKeys } from "../notify/vapid";
import {
  createPushSubscription,
  deletePushSubscription,
  listPushSubscriptions,
  type PushSubscriptionRow,
} from "../store/push-subscriptions";

/** `/api/v1/push`: the caller's browsers that show notifications of a workspace. */
export const pushEndpoint: MethodTable = {
  GET: route({
    caller: access["GET /api/v1/push"],
    async run({ caller, query }) {
      refuseUnknownParameters(query, []);
      const [{ publicKey }, subscriptions] = await Promise.all([
        vapidKeys(),
        listPushSubscriptions(caller.workspace.id, caller.id),
      ]);
      const state = { public_key: publicKey, subscriptions: subscriptions.map(told) } satisfies PushState;
      return jsonAnswer(state);
    },
  }),
  POST: route({
    caller: access["POST /api/v1/push"],
    body: pushDraft,
    async run({ caller, query, body, exchange }) {
      refuseUnknownParameters(query, []);
      const message = await faultOfTarget(new URL(body.endpoint));
      if (message !== null) throw fieldProblem("invalid", [{ path: "endpoint", message }]);
      const id = uuid7();
      const created = await createPushSubscription(caller.workspace.id, {
        id,
        personId: caller.id,
        endpoint: body.endpoint,
        p256dh: sealPushKey(body.keys.p256dh, id),
        auth: sealPushKey(body.keys.auth, id),
        device: deviceWords(exchange.headers["user-agent"] ?? null),
        max: pushSubscriptionsMax,
      });
      if (!created) {
        throw new AppError("invalid", { public: `A person has at most ${pushSubscriptionsMax} browsers told.` });
      }
      return jsonAnswer(told(created), 201);
    },
  }),
};

/** `DELETE /api/v1/push/{id}`. */
export const pushSubscriptionEndpoint: MethodTable = {
  DELETE: route({
    caller: access["DELETE /api/v1/push/{id}"],
    async run({ caller, query, exchange }) {
      refuseUnknownParameters(query, []);
      if (!(await deletePushSubscription(caller.workspace.id, caller.id, exchange.params.id ?? ""))) {
        throw new AppError("not_found", { public: "No such browser." });
      }
      return { status: 204, headers: {}, body: null };
    },
  }),
};

const told = ({ id, device, endpoint, createdAt }: PushSubscriptionRow) => ({
  id,
  device,
  endpoint,
  created_at: createdAt.toISOString(),
});
