import { queryOptions } from "@tanstack/react-query";
import { apiFetch } from "@/lib/browser/api";
import { inWorkspace } from "@/lib/browser/in-workspace";
import type { Retention, RetentionChange, RetentionDue, RetentionSettings } from "@/lib/contract/retention";

const path = "/api/v1/retention";
/** While something is on its way out, it is looked at again. */
const workingMs = 2_000;

export const retentionQuery = (workspace: string) =>
  queryOptions({
    queryKey: ["retention", workspace],
    queryFn: ({ signal }) => apiFetch<Retention>(inWorkspace(path, workspace), { signal }),
    refetchInterval: ({ state: { data } }) => (data && data.due.events + data.due.payloads > 0 ? workingMs : false),
  });

/** What settings would remove; of none, nothing. */
export const retentionPreviewQuery = (workspace: string, { retention_days, payload_days }: RetentionSettings) =>
  queryOptions({
    queryKey: ["retention", workspace, "preview", retention_days, payload_days],
    queryFn: ({ signal }) => {
      const asked = new URLSearchParams();
      if (retention_days !== null) asked.set("retention_days", String(retention_days));
      if (payload_days !== null) asked.set("payload_days", String(payload_days));
      return apiFetch<RetentionDue>(inWorkspace(`${path}/preview?${asked}`, workspace), { signal });
    },
  });

export const changeRetention = (workspace: string, change: RetentionChange) =>
  apiFetch<Retention>(inWorkspace(path, workspace), { method: "PATCH", json: change });
