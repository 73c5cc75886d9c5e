import { access } from "@/lib/contract/access";
import type { KeyScope } from "@/lib/contract/key-scopes";
import { keyDraft, keyRotation, rotationOverlaps } from "@/lib/contract/keys";
import { isAtLeast } from "@/lib/contract/roles";
import type { Caller } from "../auth/identify";
import { hashKey, mintKey } from "../auth/key";
import { env } from "../env";
import { AppError } from "../errors";
import { jsonAnswer } from "../http/exchange";
import type { MethodTable } from "../http/methods";
import { fieldProblem, refuseUnknownParameters, route } from "../http/route";
import { createApiKey, listApiKeys, revokeApiKey, rotateApiKey } from "../store/api-keys";
import { listRefusedKeys } from "../store/refused-keys";
import { actedBy } from "./acted-by";

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
    async run({ caller, query, body, exchange }) {
      refuseUnknownParameters(query, []);
      const expiresAt = body.expires_at ? new Date(body.expires_at) : null;
      if (expiresAt && expiresAt.getTime() <= Date.now()) {
        throw fieldProblem("invalid", [{ path: "expires_at", message: "Must lie in the future." }]);
      }
      const rateLimit = body.rate_limit ?? null;
      refuseBeyondOwn(caller, { scopes: body.scopes, rateLimit });
      const { key, prefix } = mintKey();
      const created = await createApiKey(caller.workspace.id, {
        name: body.name,
        scopes: [...new Set(body.scopes)],
        prefix,
        hash: hashKey(key),
        expiresAt,
        rateLimit,
        privacy: body.privacy ?? "full",
        allowedSources: [...new Set(body.allowed_sources ?? [])],
        createdBy: caller.kind === "person" ? caller.email : caller.prefix,
        projects: caller.reach.projects,
        by: actedBy(caller, exchange),
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
      const whose = { createdBy: ownOnly(caller), by: actedBy(caller, exchange) };
      if (!(await revokeApiKey(caller.workspace.id, exchange.params.id ?? "", whose))) throw noSuchKey();
      return { status: 204, headers: {}, body: null };
    },
  }),
};

/** `POST /api/v1/keys/{id}/rotate`: a successor, told this once; the key itself ends after the overlap. */
export const keyRotationEndpoint: MethodTable = {
  POST: route({
    caller: access["POST /api/v1/keys/{id}/rotate"],
    body: keyRotation,
    async run({ caller, query, body, exchange }) {
      refuseUnknownParameters(query, []);
      const workspaceId = caller.workspace.id;
      const old = (await listApiKeys(workspaceId, ownOnly(caller))).find(({ id }) => id === exchange.params.id);
      if (!old) throw noSuchKey();
      refuseBeyondOwn(caller, { scopes: old.scopes, rateLimit: old.rate_limit });
      const { key, prefix } = mintKey();
      const created = await rotateApiKey(workspaceId, old.id, {
        minted: { hash: hashKey(key), prefix },
        overlapMs: rotationOverlaps[body.overlap],
        by: actedBy(caller, exchange),
      });
      if (!created) throw noSuchKey();
      return jsonAnswer({ ...created, key }, 201);
    },
  }),
};

/** What only admins hand out. */
function refuseBeyondOwn(caller: Caller, key: { scopes: readonly KeyScope[]; rateLimit: number | null }): void {
  if (ownOnly(caller) === undefined) return;
  if (key.scopes.includes("admin")) {
    throw new AppError("forbidden", { public: "Only admins create keys with the scope admin." });
  }
  const usual = env().SIGHTLINE_RATE_LIMIT;
  if (key.rateLimit !== null && key.rateLimit > usual) {
    throw new AppError("forbidden", {
      public: `Only admins create keys for more than the ${usual} events a second that every key may send.`,
    });
  }
}

const noSuchKey = () => new AppError("not_found", { public: "No such key." });
