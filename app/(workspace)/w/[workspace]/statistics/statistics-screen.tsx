"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { TopBar } from "@/components/shell/top-bar";
import { StatisticsBoard } from "@/components/statistics/statistics-board";
import { AddFilter } from "@/components/timeline/add-filter";
import { FilterChips } from "@/components/timeline/filter-chips";
import { valueLabel } from "@/components/timeline/filter-words";
import { TimeRange } from "@/components/timeline/time-range";
import { useTimelineAddress } from "@/components/timeline/use-timeline-address";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Segmented } from "@/components/ui/segmented";
import { agentNamesQuery } from "@/lib/browser/agent-names-query";
import { periodStatsQuery } from "@/lib/browser/period-stats-query";
import { withoutTimes } from "@/lib/timeline/period-before";
import { breakDown, breakdownFields } from "@/lib/timeline/stats-breakdown";

const usualAge = "24h";
const ageOptions = [
  { value: "1h", text: "1 h" },
  { value: "24h", text: "24 h" },
  { value: "7d", text: "7 d" },
  { value: "30d", text: "30 d" },
];

export function StatisticsScreen({ workspace }: { workspace: string }) {
  const { own, faults, setFilter } = useTimelineAddress(noFilter);
  const filter = useMemo(
    () => (own.since === undefined && own.until === undefined ? { ...own, since: usualAge } : own),
    [own],
  );
  const { data } = useQuery({ ...periodStatsQuery(workspace, filter), enabled: faults === null });
  const { data: names = noNames } = useQuery(agentNamesQuery(workspace));
  const labelOf = useMemo(() => valueLabel(new Map(Object.entries(names))), [names]);
  const suggest = (name: string) => {
    const field = breakdownFields.find((each) => each === name);
    return field && data ? breakDown(field, data.now, null).map(({ value }) => value) : [];
  };
  const narrowed = withoutTimes(own);
  const { since, until } = filter;
  const times = { ...(since === undefined ? {} : { since }), ...(until === undefined ? {} : { until }) };
  return (
    <>
      <TopBar title="Statistics" note="what happened, beside the period before" />
      <main className="scroll">
        <div className="page grid gap-3">
          <div className="flex flex-wrap items-center gap-2">
            <Segmented
              label="Time"
              value={until === undefined ? (since ?? "") : ""}
              options={ageOptions}
              onChange={(age) => setFilter({ ...narrowed, since: age })}
            />
            <TimeRange filter={filter} onChange={setFilter} />
            <AddFilter {...{ workspace, suggest, labelOf }} filter={own} onChange={setFilter} />
            <FilterChips
              {...{ workspace, suggest, labelOf }}
              filter={narrowed}
              onChange={(next) => setFilter({ ...withoutTimes(next), ...times })}
            />
          </div>
          {faults === null ? (
            <StatisticsBoard
              workspace={workspace}
              filter={filter}
              onFilter={setFilter}
              onClear={Object.keys(narrowed).length === 0 ? null : () => setFilter(times)}
            />
          ) : (
            <>
              <ErrorState
                title="This address can't be read"
                text={faults.map(({ path, message }) => `${path}: ${message}`).join(" ")}
              />
              <Button className="justify-self-start" onClick={() => setFilter({})}>
                Show the last 24 hours
              </Button>
            </>
          )}
        </div>
      </main>
    </>
  );
}

const noFilter = {};
const noNames: Readonly<Record<string, string>> = {};
