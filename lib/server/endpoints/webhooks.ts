import { v7 as uuid7 } from "uuid";
import { access } from "@/lib/contract/access";
import {
  type Webhook,
  type WebhookList,
  type WebhookWithSecret,
  webhookChange,
  webhookDraft,
  webhooksMax,
} from "@/lib/contract/webhooks";
import { AppError } from "../errors";
import { jsonAnswer } from "../http/exchange";
import type { MethodTable } from "../http/methods";
import { fieldProblem, refuseUnknownParameters, route } from "../http/route";
import { faultOfTarget } from "../notify/target";
import { mintWebhookSecret } from "../notify/webhook-secret";
import { changeWebhook, createWebhook, deleteWebhook, listWebhooks, renewWebhookSecret } from "../store/webhooks";
import { actedBy } from "./acted-by";

/** `/api/v1/webhooks`: the addresses that hear of a workspace's notifications. */
export const webhooksEndpoint: MethodTable = {
  GET: route({
    caller: access["GET /api/v1/webhooks"],
    async run({ caller, query }) {
      refuseUnknownParameters(query, []);
      return jsonAnswer({ webhooks: await listWebhooks(caller.workspace.id) } satisfies WebhookList);
    },
  }),
  POST: route({
    caller: access["POST /api/v1/webhooks"],
    body: webhookDraft,
    async run({ caller, query, body, exchange }) {
      refuseUnknownParameters(query, []);
      await refusePrivate(body.url);
      const id = uuid7();
      const { secret, sealed } = mintWebhookSecret(id);
      const webhook = { id, ...body, secret: sealed, by: actedBy(caller, exchange), max: webhooksMax };
      if (!(await createWebhook(caller.workspace.id, webhook))) {
        throw new AppError("invalid", { public: `A workspace has at most ${webhooksMax} webhooks.` });
      }
      const created = await requireWebhook(caller.workspace.id, id);
      return jsonAnswer({ ...created, secret } satisfies WebhookWithSecret, 201);
    },
  }),
};

/** `/api/v1/webhooks/{id}`. */
export const webhookEndpoint: MethodTable = {
  PATCH: route({
    caller: access["PATCH /api/v1/webhooks/{id}"],
    body: webhookChange,
    async run({ caller, query, body, exchange }) {
      refuseUnknownParameters(query, []);
      const id = exchange.params.id ?? "";
      await requireWebhook(caller.workspace.id, id);
      if (body.url !== undefined) await refusePrivate(body.url);
      const isChanged = await changeWebhook(caller.workspace.id, id, { ...body, by: actedBy(caller, exchange) });
      if (!isChanged) throw noSuchWebhook();
      return jsonAnswer(await requireWebhook(caller.workspace.id, id));
    },
  }),
  DELETE: route({
    caller: access["DELETE /api/v1/webhooks/{id}"],
    async run({ caller, query, exchange }) {
      refuseUnknownParameters(query, []);
      const by = actedBy(caller, exchange);
      if (!(await deleteWebhook(caller.workspace.id, exchange.params.id ?? "", by))) throw noSuchWebhook();
      return { status: 204, headers: {}, body: null };
    },
  }),
};

/** `POST /api/v1/webhooks/{id}/secret`: another one, told this once; the one before signs too for a day. */
export const webhookSecretEndpoint: MethodTable = {
  POST: route({
    caller: access["POST /api/v1/webhooks/{id}/secret"],
    async run({ caller, query, exchange }) {
      refuseUnknownParameters(query, []);
      const id = exchange.params.id ?? "";
      const { secret, sealed } = mintWebhookSecret(id);
      const renewal = { secret: sealed, by: actedBy(caller, exchange) };
      if (!(await renewWebhookSecret(caller.workspace.id, id, renewal))) throw noSuchWebhook();
      const webhook = await requireWebhook(caller.workspace.id, id);
      return jsonAnswer({ ...webhook, secret } satisfies WebhookWithSecret);
    },
  }),
};

/** The workspace's webhook; 404 where it has no such. */
export async function requireWebhook(workspaceId: number, webhookId: string): Promise<Webhook> {
  const [webhook] = await listWebhooks(workspaceId, webhookId);
  if (!webhook) throw noSuchWebhook();
  return webhook;
}

async function refusePrivate(url: string): Promise<void> {
  const message = await faultOfTarget(new URL(url));
  if (message !== null) throw fieldProblem("invalid", [{ path: "url", message }]);
}

const noSuchWebhook = () => new AppError("not_found", { public: "No such webhook." });
