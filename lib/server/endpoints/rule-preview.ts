import { access } from "@/lib/contract/access";
import { type RulePreview, rulePreviewDraft } from "@/lib/contract/rules";
import { fixTimes } from "@/lib/timeline/filter";
import { formatSentence, sentenceOf } from "@/lib/timeline/sentence";
import { jsonAnswer } from "../http/exchange";
import type { MethodTable } from "../http/methods";
import { refuseUnknownParameters, route } from "../http/route";
import { readStats } from "../projections/read-stats";
import { decodeEvent } from "../store/event-row";
import { pageEvents } from "../store/page-events";
import { requireRuleFilter } from "./rule-filter";

const eventsMax = 10;

/** `POST /api/v1/rules/preview`: what of the last day a filter would have matched. */
export const rulePreviewEndpoint: MethodTable = {
  POST: route({
    caller: access["POST /api/v1/rules/preview"],
    body: rulePreviewDraft,
    async run({ caller, query, body }) {
      refuseUnknownParameters(query, []);
      const nowMs = Date.now();
      const filter = fixTimes({ ...requireRuleFilter(body.filter).filter, since: "24h" }, nowMs);
      const [stats, { events }] = await Promise.all([
        readStats(caller.reach, filter, { bucket: "auto", nowMs }),
        pageEvents(caller.reach, filter, { order: "desc", limit: eventsMax }),
      ]);
      return jsonAnswer({
        since: filter.since ?? "",
        matches: stats?.total ?? 0,
        events: events.map(decodeEvent).map((event) => ({
          cursor: event.cursor,
          event_id: event.event_id,
          sentence: formatSentence(sentenceOf(event)),
          timestamp: event.timestamp,
        })),
      } satisfies RulePreview);
    },
  }),
};
