import { queryOptions } from "@tanstack/react-query";
import { apiFetch } from "@/lib/browser/api";
import { inWorkspace } from "@/lib/browser/in-workspace";
import type { OwnRedactionRule, PrivacyPreview, RedactionRuleDraft, RedactionRuleList } from "@/lib/contract/privacy";

export const redactionRulesQuery = (workspace: string) =>
  queryOptions({
    queryKey: ["redaction-rules", workspace],
    queryFn: ({ signal }) => apiFetch<RedactionRuleList>(inWorkspace("/api/v1/privacy/rules", workspace), { signal }),
  });

export const createRule = (workspace: string, rule: RedactionRuleDraft) =>
  apiFetch<OwnRedactionRule>(inWorkspace("/api/v1/privacy/rules", workspace), { method: "POST", json: rule });

export const deleteRule = (workspace: string, id: string) =>
  apiFetch<undefined>(inWorkspace(`/api/v1/privacy/rules/${encodeURIComponent(id)}`, workspace), { method: "DELETE" });

export const previewPrivacy = (workspace: string, text: string) =>
  apiFetch<PrivacyPreview>(inWorkspace("/api/v1/privacy/preview", workspace), { method: "POST", json: { text } });
