import { access } from "@/lib/contract/access";
import { fixTimes, parseFilter } from "@/lib/timeline/filter";
import { type Bucket, buckets, seriesPointsMax } from "@/lib/timeline/stats-series";
import { jsonAnswer } from "../http/exchange";
import type { MethodTable } from "../http/methods";
import { fieldProblem, route } from "../http/route";
import { readStats } from "../projections/read-stats";

const choices = ["auto", ...buckets];

export const eventStatsEndpoint: MethodTable = {
  GET: route({
    caller: access["GET /api/v1/events/stats"],
    async run({ caller, query }) {
      const parsed = parseFilter(query, { besides: ["bucket", "workspace"] });
      const asked = query.getAll("bucket");
      const bucket = asked.length === 0 ? "auto" : asked.length === 1 && choices.find((choice) => choice === asked[0]);
      const errors = parsed.ok ? [] : parsed.errors;
      if (!bucket) errors.push({ path: "bucket", message: `Give it once. Allowed: ${choices.join(", ")}.` });
      if (!parsed.ok || !bucket) throw fieldProblem("malformed", errors);
      const nowMs = Date.now();
      const filter = fixTimes(parsed.filter, nowMs);
      const stats = await readStats(caller.reach, filter, { bucket: bucket as Bucket | "auto", nowMs });
      if (!stats) {
        const message = `Would make more than ${seriesPointsMax} points: give a longer bucket, or a later since.`;
        throw fieldProblem("malformed", [{ path: "bucket", message }]);
      }
      return jsonAnswer(stats);
    },
  }),
};
