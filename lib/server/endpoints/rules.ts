import { access } from "@/lib/contract/access";
import { type RuleList, ruleChange, ruleDraft, rulesMax } from "@/lib/contract/rules";
import { AppError } from "../errors";
import { jsonAnswer } from "../http/exchange";
import type { MethodTable } from "../http/methods";
import { fieldProblem, refuseUnknownParameters, route } from "../http/route";
import { wakeNotifier } from "../notify/notifier";
import { changeRule, createRule, deleteRule, findRule, listRules, type RuleFault } from "../store/rules";
import { actedBy } from "./acted-by";
import { requireRuleFilter } from "./rule-filter";

/** `/api/v1/rules`: what a workspace wants to be told of. Members may know; admins say. */
export const rulesEndpoint: MethodTable = {
  GET: route({
    caller: access["GET /api/v1/rules"],
    async run({ caller, query }) {
      refuseUnknownParameters(query, []);
      return jsonAnswer({ rules: await listRules(caller.workspace.id) } satisfies RuleList);
    },
  }),
  POST: route({
    caller: access["POST /api/v1/rules"],
    body: ruleDraft,
    async run({ caller, query, body, exchange }) {
      refuseUnknownParameters(query, []);
      const filter = requireRuleFilter(body.filter).text;
      const by = actedBy(caller, exchange);
      const rule = await createRule(caller.workspace.id, { ...body, filter, by, max: rulesMax });
      if (typeof rule === "string") throw problemOf(rule);
      wakeNotifier(caller.workspace.id);
      return jsonAnswer(rule, 201);
    },
  }),
};

/** `/api/v1/rules/{id}`. */
export const ruleEndpoint: MethodTable = {
  PATCH: route({
    caller: access["PATCH /api/v1/rules/{id}"],
    body: ruleChange,
    async run({ caller, query, body, exchange }) {
      refuseUnknownParameters(query, []);
      const { id } = await requireRule(caller.workspace.id, exchange.params.id);
      const rule = await changeRule(caller.workspace.id, id, {
        ...body,
        ...(body.filter === undefined ? {} : { filter: requireRuleFilter(body.filter).text }),
        by: actedBy(caller, exchange),
      });
      if (typeof rule === "string") throw problemOf(rule);
      if (!rule) throw noSuchRule();
      wakeNotifier(caller.workspace.id);
      return jsonAnswer(rule);
    },
  }),
  DELETE: route({
    caller: access["DELETE /api/v1/rules/{id}"],
    async run({ caller, query, exchange }) {
      refuseUnknownParameters(query, []);
      const { id } = await requireRule(caller.workspace.id, exchange.params.id);
      if (!(await deleteRule(caller.workspace.id, id, actedBy(caller, exchange)))) throw noSuchRule();
      return { status: 204, headers: {}, body: null };
    },
  }),
};

async function requireRule(workspaceId: number, ruleId: string | undefined) {
  const rule = await findRule(workspaceId, ruleId ?? "");
  if (!rule) throw noSuchRule();
  return rule;
}

function problemOf(fault: RuleFault): AppError {
  switch (fault) {
    case "too-many":
      return new AppError("invalid", { public: `A workspace has at most ${rulesMax} rules.` });
    case "no-such-member":
      return fieldProblem("invalid", [{ path: "audience", message: "Names somebody who is no member." }]);
    case "no-such-webhook":
      return fieldProblem("invalid", [{ path: "webhook_ids", message: "Names a webhook that there is not." }]);
  }
}

const noSuchRule = () => new AppError("not_found", { public: "No such rule." });
