import { redactionRules } from "@/emitter/redact/redaction-rules";
import { access } from "@/lib/contract/access";
import type { JsonObject, JsonValue } from "@/lib/contract/event";
import { keyPrivacies } from "@/lib/contract/key-privacy";
import {
  type PreviewedEvent,
  type PrivacyPreview,
  privacyPreviewRequest,
  redactionRuleChange,
  redactionRuleDraft,
  redactionRulesMax,
} from "@/lib/contract/privacy";
import { AppError } from "../errors";
import { jsonAnswer } from "../http/exchange";
import type { MethodTable } from "../http/methods";
import { fieldProblem, refuseUnknownParameters, route } from "../http/route";
import { judgeDraft } from "../ingest/judge-draft";
import { faultOfPattern } from "../ingest/privacy/own-rule";
import { protectDraft } from "../ingest/privacy/protect-draft";
import { rulesOfWorkspace } from "../ingest/privacy/rules-of-workspace";
import type { AppendDraft } from "../store/append-events";
import {
  changeRedactionRule,
  createRedactionRule,
  deleteRedactionRule,
  listRedactionRules,
} from "../store/redaction-rules";
import { actedBy } from "./acted-by";

/** `/api/v1/privacy/rules`: what a workspace masks besides what is masked everywhere. */
export const redactionRulesEndpoint: MethodTable = {
  GET: route({
    caller: access["GET /api/v1/privacy/rules"],
    async run({ caller, query }) {
      refuseUnknownParameters(query, []);
      const rules = await listRedactionRules(caller.workspace.id);
      return jsonAnswer({ rules, built_in: [...new Set(redactionRules.map(({ name }) => name))] });
    },
  }),
  POST: route({
    caller: access["POST /api/v1/privacy/rules"],
    body: redactionRuleDraft,
    async run({ caller, query, body, exchange }) {
      refuseUnknownParameters(query, []);
      refuseUnfit(body);
      const by = actedBy(caller, exchange);
      const rule = await createRedactionRule(caller.workspace.id, { ...body, by, max: redactionRulesMax });
      if (rule === "taken") throw nameTaken();
      if (rule === "full") {
        throw new AppError("invalid", { public: `A workspace has at most ${redactionRulesMax} rules of its own.` });
      }
      return jsonAnswer(rule, 201);
    },
  }),
};

/** `/api/v1/privacy/rules/{id}`. */
export const redactionRuleEndpoint: MethodTable = {
  PATCH: route({
    caller: access["PATCH /api/v1/privacy/rules/{id}"],
    body: redactionRuleChange,
    async run({ caller, query, body, exchange }) {
      refuseUnknownParameters(query, []);
      refuseUnfit(body);
      const by = actedBy(caller, exchange);
      const rule = await changeRedactionRule(caller.workspace.id, exchange.params.id ?? "", { ...body, by });
      if (rule === "taken") throw nameTaken();
      if (rule === null) throw noSuchRule();
      return jsonAnswer(rule);
    },
  }),
  DELETE: route({
    caller: access["DELETE /api/v1/privacy/rules/{id}"],
    async run({ caller, query, exchange }) {
      refuseUnknownParameters(query, []);
      const by = actedBy(caller, exchange);
      if (!(await deleteRedactionRule(caller.workspace.id, exchange.params.id ?? "", by))) throw noSuchRule();
      return { status: 204, headers: {}, body: null };
    },
  }),
};

/** `POST /api/v1/privacy/preview`: what each level would store of a text, an event or other JSON. Stores nothing. */
export const privacyPreviewEndpoint: MethodTable = {
  POST: route({
    caller: access["POST /api/v1/privacy/preview"],
    body: privacyPreviewRequest,
    async run({ caller, query, body }) {
      refuseUnknownParameters(query, []);
      const judged = judgeDraft(eventOf(body.text), {
        apiKey: "",
        defaultSource: "preview",
        strict: false,
      });
      if (!judged.ok) throw fieldProblem("invalid", judged.errors);
      const rules = await rulesOfWorkspace(caller.workspace.id);
      const levels = keyPrivacies.map((privacy) => [
        privacy,
        previewed(privacy === "full" ? judged.draft : protectDraft(judged.draft, { privacy, rules })),
      ]);
      return jsonAnswer(Object.fromEntries(levels) as PrivacyPreview);
    },
  }),
};

/** An event where the text is one, else an event with the text, or the JSON that it is, as metadata. */
function eventOf(text: string): JsonObject {
  const value = parsed(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return { event_type: "note", metadata: { text } };
  }
  return "event_type" in value || "kind" in value ? value : { event_type: "note", metadata: value };
}

function parsed(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}

function previewed({ timestamp: _, api_key: __, metadata, ...fields }: AppendDraft): PreviewedEvent {
  return { ...fields, metadata: JSON.parse(metadata) as JsonObject };
}

function refuseUnfit({ name, pattern }: { name?: string | undefined; pattern?: string | undefined }): void {
  if (name !== undefined && redactionRules.some((rule) => rule.name === name)) {
    throw fieldProblem("invalid", [{ path: "name", message: "Is the name of a rule that every workspace has." }]);
  }
  const fault = pattern === undefined ? null : faultOfPattern(pattern);
  if (fault !== null) throw fieldProblem("invalid", [{ path: "pattern", message: fault }]);
}

const nameTaken = () => fieldProblem("invalid", [{ path: "name", message: "Another rule has this name." }]);
const noSuchRule = () => new AppError("not_found", { public: "No such rule." });
