import { queryOptions } from "@tanstack/react-query";
import { apiFetch } from "@/lib/browser/api";

export const keyScopes = ["ingest", "read", "admin"] as const;
export type KeyScope = (typeof keyScopes)[number];

export type ApiKey = {
  id: string;
  name: string;
  prefix: string;
  scopes: KeyScope[];
  created_at: string;
  created_by: string | null;
  expires_at: string | null;
  last_used_at: string | null;
};

export type NewKey = { name: string; scopes: KeyScope[]; expires_at?: string };
export type MintedKey = { id: string; name: string; prefix: string; key: string };

const addressOf = (workspace: string, id?: string) =>
  `/api/v1/keys${id === undefined ? "" : `/${encodeURIComponent(id)}`}?workspace=${encodeURIComponent(workspace)}`;

export const keysQuery = (workspace: string) =>
  queryOptions({
    queryKey: ["keys", workspace],
    queryFn: ({ signal }) => apiFetch<{ keys: ApiKey[] }>(addressOf(workspace), { signal }),
  });

export const createKey = (workspace: string, key: NewKey) =>
  apiFetch<MintedKey>(addressOf(workspace), { method: "POST", json: key });

export const revokeKey = (workspace: string, id: string) =>
  apiFetch<undefined>(addressOf(workspace, id), { method: "DELETE" });
