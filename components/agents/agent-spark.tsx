import { Sparkline } from "@/components/charts/sparkline";
import type { AgentSeries } from "@/lib/contract/agent-series";

export type SeriesOfAgents = { known: ReadonlyMap<string, AgentSeries["agents"][number]>; isWhole: boolean };

/** What each agent had of late by its id; nothing is known of those that an answer had no room for. */
export function seriesByAgent(series: AgentSeries | undefined): SeriesOfAgents {
  return {
    known: new Map(series?.agents.map((each) => [each.agent_id, each])),
    isWhole: series !== undefined && series.more === 0,
  };
}

/** How the bars' time is named. */
export const spanWords = (span: string) => (span === "1h" ? "Last hour" : `Last ${span.replace("h", " h")}`);

/** An agent's events of late as bars; a dash where that isn't known. */
export function AgentSpark({ agentId, series, span }: { agentId: string; series: SeriesOfAgents; span: string }) {
  const own = series.known.get(agentId);
  if (!own) return series.isWhole ? <span className="faint sm">none</span> : <span className="faint">–</span>;
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0).toLocaleString("en");
  const name = `${spanWords(span)}: ${sum(own.events)} events, ${sum(own.errors)} errors, ${sum(own.denials)} denials`;
  return (
    <span className="spark-of" title={name}>
      <Sparkline counts={own.events} errors={own.errors} warnings={own.denials} name={name} />
    </span>
  );
}
