import { queryOptions } from "@tanstack/react-query";
import type { Rule, RuleChange, RuleCondition, RuleDraft, RuleList, RulePreview } from "../contract/rules";
import { apiFetch } from "./api";
import { inWorkspace } from "./in-workspace";

const path = "/api/v1/rules";
const one = (workspace: string, id: string) => inWorkspace(`${path}/${encodeURIComponent(id)}`, workspace);

/** What the workspace is told of. */
export const rulesQuery = (workspace: string) =>
  queryOptions({
    queryKey: ["rules", workspace],
    queryFn: ({ signal }) => apiFetch<RuleList>(inWorkspace(path, workspace), { signal }),
    select: ({ rules }) => rules,
  });

/** What a rule would have told of in the last day. */
export const rulePreviewQuery = (workspace: string, draft: { filter: string; condition: RuleCondition }) =>
  queryOptions({
    queryKey: ["rule-preview", workspace, draft],
    queryFn: ({ signal }) =>
      apiFetch<RulePreview>(inWorkspace(`${path}/preview`, workspace), { method: "POST", json: draft, signal }),
  });

export const createRule = (workspace: string, draft: RuleDraft) =>
  apiFetch<Rule>(inWorkspace(path, workspace), { method: "POST", json: draft });

export const changeRule = (workspace: string, id: string, change: RuleChange) =>
  apiFetch<Rule>(one(workspace, id), { method: "PATCH", json: change });

export const deleteRule = (workspace: string, id: string) =>
  apiFetch<undefined>(one(workspace, id), { method: "DELETE" });
