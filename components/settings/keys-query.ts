import { queryOptions } from "@tanstack/react-query";
import { apiFetch } from "@/lib/browser/api";
import type { CreatedKey, Key, KeyDraft } from "@/lib/contract/keys";

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
