import { queryOptions } from "@tanstack/react-query";
import type { BudgetSeries } from "../contract/budget";
import { apiFetch } from "./api";
import { inWorkspace } from "./in-workspace";

const pointsMax = 240;

/** An agent's budget and its course since an instant or age. */
export function budgetCourseQuery(workspace: string, agentId: string, since: string) {
  const params = new URLSearchParams({ since, points: String(pointsMax) });
  const path = inWorkspace(`/api/v1/budgets/${encodeURIComponent(agentId)}?${params}`, workspace);
  return queryOptions({
    queryKey: ["budget-course", workspace, agentId, since],
    queryFn: ({ signal }) => apiFetch<BudgetSeries>(path, { signal }),
  });
}
