import { queryOptions } from "@tanstack/react-query";
import type { BudgetList } from "../contract/budget";
import { pageLimitMax } from "../contract/limits";
import { apiFetch } from "./api";
import { inWorkspace } from "./in-workspace";

/** The budgets of the thousand agents whose budget moved last. */
export function budgetsQuery(workspace: string) {
  const path = inWorkspace(`/api/v1/budgets?limit=${pageLimitMax}`, workspace);
  return queryOptions({
    queryKey: ["budgets", workspace],
    queryFn: ({ signal }) => apiFetch<BudgetList>(path, { signal }),
  });
}
