import { access } from "@/lib/contract/access";
import { type BudgetList, type BudgetSeries, budgetPointsDefault, budgetPointsMax } from "@/lib/contract/budget";
import { AppError } from "../errors";
import { jsonAnswer } from "../http/exchange";
import type { MethodTable } from "../http/methods";
import { route } from "../http/route";
import { modelsFor } from "../projections/models";
import { findBudget, pageBudgets, readBudgetSeries } from "../projections/read-budgets";
import { idOf, listEnd, requireListQuery, requireSpan } from "./list-query";

export const budgetsEndpoint: MethodTable = {
  GET: route({
    caller: access["GET /api/v1/budgets"],
    async run({ caller, query: params }) {
      const query = requireListQuery(params, { fields: ["agent_id"] });
      const page = await pageBudgets(await modelsFor(caller.reach), query);
      const end = listEnd("/api/v1/budgets", params, { query, page });
      return jsonAnswer({ budgets: page.items, ...end } satisfies BudgetList);
    },
  }),
};

export const budgetEndpoint: MethodTable = {
  GET: route({
    caller: access["GET /api/v1/budgets/{agent_id}"],
    async run({ caller, query, exchange }) {
      const span = requireSpan(query, { max: budgetPointsMax, usual: budgetPointsDefault });
      const id = idOf(exchange.params, "agent_id");
      const models = await modelsFor(caller.reach);
      const budget = id === null ? null : await findBudget(models, id);
      if (!budget) throw new AppError("not_found", { public: "No budget of such an agent." });
      const { series, bucketMs } = await readBudgetSeries(models, budget.agent_id, span);
      return jsonAnswer({ ...budget, series, bucket_ms: bucketMs } satisfies BudgetSeries);
    },
  }),
};
