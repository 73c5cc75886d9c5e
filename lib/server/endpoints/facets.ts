import { access } from "@/lib/contract/access";
import { hasCharactersAtMost, isStorable, textCharactersMax } from "@/lib/contract/event-form";
import { type FacetField, facetFields } from "@/lib/contract/facet-fields";
import { pageLimitDefault, pageLimitMax } from "@/lib/contract/limits";
import type { FieldError } from "@/lib/contract/problem";
import { jsonAnswer } from "../http/exchange";
import type { MethodTable } from "../http/methods";
import { fieldProblem, refuseUnknownParameters, route } from "../http/route";
import { listFacets } from "../projections/list-facets";
import { modelsFor } from "../projections/models";

export const eventFacetsEndpoint: MethodTable = {
  GET: route({
    caller: access["GET /api/v1/events/facets"],
    async run({ caller, query }) {
      refuseUnknownParameters(query, ["fields", "value", "limit"]);
      const errors: FieldError[] = [];
      const once = (path: string, fallback: string, isRight: (text: string) => boolean, message: string) => {
        const [text = fallback, ...others] = query.getAll(path);
        if (others.length > 0 || !isRight(text)) errors.push({ path, message });
        return text;
      };
      const limit = once(
        "limit",
        String(pageLimitDefault),
        (text) => /^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= pageLimitMax,
        `Must be one whole number from 1 to ${pageLimitMax}.`,
      );
      const prefix = once(
        "value",
        "",
        (text) => isStorable(text) && hasCharactersAtMost(text, textCharactersMax),
        `One text of at most ${textCharactersMax} characters, without NUL.`,
      );
      const named = query.getAll("fields").flatMap((text) => text.split(","));
      const fields = named.length === 0 ? facetFields : facetFields.filter((field) => named.includes(field));
      if (!named.every((name) => facetFields.includes(name as FacetField))) {
        errors.push({ path: "fields", message: `Allowed: ${facetFields.join(", ")}.` });
      }
      if (errors.length > 0) throw fieldProblem("malformed", errors);
      return jsonAnswer(await listFacets(await modelsFor(caller.reach), { fields, prefix, limit: Number(limit) }));
    },
  }),
};
