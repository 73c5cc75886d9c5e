import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { burnDownLines, burnDownRange } from "@/components/charts/burn-down";
import { LineChart } from "@/components/charts/line-chart";
import { TableToggle } from "@/components/charts/table-toggle";
import { amountWords } from "@/components/ui/amount-words";
import { BudgetBar } from "@/components/ui/budget-bar";
import { forecastWords } from "@/components/ui/forecast-words";
import { useViewerZone } from "@/components/ui/use-viewer-zone";
import { budgetCourseQuery } from "@/lib/browser/budget-course-query";
import type { Agent } from "@/lib/contract/agent";
import { forecastBudget } from "@/lib/timeline/budget-forecast";
import { lowShare } from "@/lib/timeline/budget-level";
import { AgentPanel } from "./agent-panel";

const hourMs = 3_600_000;
const everyMs = 15_000;

type AgentBudgetPanelProps = { workspace: string; agentId: string; budget: NonNullable<Agent["budget"]> };

/** How much of its budget the agent has left, how that came, and what comes of it at this pace. */
export function AgentBudgetPanel({ workspace, agentId, budget }: AgentBudgetPanelProps) {
  const zone = useViewerZone();
  const [isTable, setTable] = useState(false);
  const query = useQuery({ ...budgetCourseQuery(workspace, agentId, "6h"), refetchInterval: everyMs });
  const { data: read, dataUpdatedAt: nowMs } = query;
  const course = useMemo(() => {
    if (!read) return null;
    const forecast = forecastBudget(read, nowMs);
    const range = burnDownRange(nowMs, 6 * hourMs);
    return { forecast, range, lines: [...burnDownLines(read, forecast, range, nowMs), ...lowLine(read.limit, range)] };
  }, [read, nowMs]);
  const { remaining, limit, spent, unit } = budget;
  return (
    <AgentPanel
      title="Budget"
      note={unit === null ? "6 hours" : `${unit}, 6 hours`}
      more={
        <span className="flex items-center gap-1">
          <span>
            <b className="text-ink">{amountWords(remaining)}</b> of {amountWords(limit)} left
          </span>
          <TableToggle isTable={isTable} onChange={setTable} />
        </span>
      }
      query={query}
    >
      {() =>
        course && (
          <div className="grid gap-3 p-[14px]">
            <BudgetBar budget={budget} />
            <LineChart
              name="Budget left"
              range={course.range}
              series={course.lines}
              top={limit ?? 0}
              format={amountWords}
              height={84}
              nowMs={nowMs}
              isTable={isTable}
            />
            <p className="sm muted flex justify-between gap-2">
              <span>{forecastWords(course.forecast, nowMs, zone)}</span>
              <span className="faint flex-none">spent {amountWords(spent)}</span>
            </p>
          </div>
        )
      }
    </AgentPanel>
  );
}

/** Where a budget begins to be low. */
function lowLine(limit: number | null, { fromMs, toMs }: { fromMs: number; toMs: number }) {
  if (limit === null || limit <= 0) return [];
  const low = limit * lowShare;
  const points = [
    [fromMs, low],
    [toMs, low],
  ] as const;
  return [{ key: "low", name: "low", color: "--color-sev-warning", isDashed: true, isStraight: true, points }];
}
