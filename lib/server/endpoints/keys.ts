import { access } from "@/lib/contract/access";
import { keyDraft } from "@/lib/contract/keys";
import { isAtLeast } from "@/lib/contract/roles";
import type { Caller } from "../auth/identify";
import { hashKey, mintKey } from "../auth/key";
import { env } from "../env";
import { AppError } from "../errors";
import { jsonAnswer } from "../http/exchange";
import type { MethodTable } from "../http/methods";
import { fieldProblem, refuseUnknownParameters, route } from "../http/route";
import { createApiKey, listApiKeys, revokeApiKey } from "../store/api-keys";
import { listRefusedKeys } from "../store/refused-keys";

/** Whose keys the caller may see and revoke: their own e-mail, or undefined for all. */
function ownOnly(caller: Caller): string | undefined {
  return caller.kind === "person" && !isAtLeast(caller.role, "admin") ? caller.email : undefined;
}

export const keysEndpoint: MethodTable = {
  GET: route({
    caller: access["GET /api/v1/keys"],
    async run({ caller, query }) {
      refuseUnknownParameters(query, []);
      return jsonAnswer({ keys: await listApiKeys(caller.workspace.id, ownOnly(caller)) });
    },
  }),
  POST: route({
    caller: access["POST /api/v1/keys"],
    body: keyDraft,
    async run({ caller, query, body }) {
      refuseUnknownParameters(query, []);
      const expiresAt = body.expires_at ? new Date(body.expires_at) : null;
      if (expiresAt && expiresAt.getTime() <= Date.now()) {
        throw fieldProblem("invalid", [{ path: "expires_at", message: "Must lie in the future." }]);
      }
      if (ownOnly(caller) !== undefined && body.scopes.includes("admin")) {
        throw new AppError("forbidden", { public: "Only admins create keys with the scope admin." });
      }
      const rateLimit = body.rate_limit ?? null;
      const usual = env().SIGHTLINE_RATE_LIMIT;
      if (ownOnly(caller) !== undefined && rateLimit !== null && rateLimit > usual) {
        throw new AppError("forbidden", {
          public: `Only admins create keys for more than the ${usual} events a second that every key may send.`,
        });
      }
      const { key, prefix } = mintKey();
      const created = await createApiKey(caller.workspace.id, {
        name: body.name,
        scopes: [...new Set(body.scopes)],
        prefix,
        hash: hashKey(key),
        expiresAt,
        rateLimit,
        privacy: body.privacy ?? "full",
        createdBy: caller.kind === "person" ? caller.email : caller.prefix,
      });
      return jsonAnswer({ ...created, key }, 201);
    },
  }),
};

/** `GET /api/v1/keys/refused`: requests of the last week that came with a key of this workspace and were turned away. */
export const refusedKeysEndpoint: MethodTable = {
  GET: route({
    caller: access["GET /api/v1/keys/refused"],
    async run({ caller, query }) {
      refuseUnknownParameters(query, []);
      return jsonAnswer({ refused: await listRefusedKeys(caller.workspace.id, ownOnly(caller)) });
    },
  }),
};

export const keyEndpoint: MethodTable = {
  DELETE: route({
    caller: access["DELETE /api/v1/keys/{id}"],
    async run({ caller, query, exchange }) {
      refuseUnknownParameters(query, []);
      const revoked = await revokeApiKey(caller.workspace.id, exchange.params.id ?? "", ownOnly(caller));
      if (!revoked) throw new AppError("not_found", { public: "No such key." });
      return { status: 204, headers: {}, body: null };
    },
  }),
};
