import { queryOptions } from "@tanstack/react-query";

import type { CreatedKey, Key, KeyDraft, KeyRotation, RefusedKeyList } from "../contract/keys";
import { apiFetch } from "./api";
import { inWorkspace } from "./in-workspace";

const addressOf = (workspace: string, id?: string) =>
  `/api/v1/keys${id === undefined ? "" : `/${encodeURIComponent(id)}`}?workspace=${encodeURIComponent(workspace)}`;

export const keysQuery = (workspace: string) =>
  queryOptions({
    queryKey: ["keys", workspace],
    queryFn: ({ signal }) => apiFetch<{ keys: Key[] }>(addressOf(workspace), { signal }),
  });

export const createKey = (workspace: string, key: KeyDraft) =>
  apiFetch<CreatedKey>(addressOf(workspace), { method: "POST", json: key });

export const revokeKey = (workspace: string, id: string) =>
  apiFetch<undefined>(addressOf(workspace, id), { method: "DELETE" });

export const rotateKey = (workspace: string, id: string, rotation: KeyRotation) =>
  apiFetch<CreatedKey>(inWorkspace(`/api/v1/keys/${encodeURIComponent(id)}/rotate`, workspace), {
    method: "POST",
    json: rotation,
  });

/** Asked for again and again while the page that helps to connect is open: a refusal leaves no event behind. */
export const refusedKeysQuery = (workspace: string) =>
  queryOptions({
    queryKey: ["refused-keys", workspace],
    queryFn: ({ signal }) => apiFetch<RefusedKeyList>(inWorkspace("/api/v1/keys/refused", workspace), { signal }),
    refetchInterval: 3_000,
  });
