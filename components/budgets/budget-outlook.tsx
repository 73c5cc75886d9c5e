import { useQuery } from "@tanstack/react-query";
import { forecastWords } from "@/components/ui/forecast-words";
import { useViewerZone } from "@/components/ui/use-viewer-zone";
import { budgetCourseQuery } from "@/lib/browser/budget-course-query";
import { useWasInView } from "@/lib/browser/use-was-in-view";
import { forecastBudget } from "@/lib/timeline/budget-forecast";

/** What comes of a budget at its pace of the last six hours, in words; read when it comes into view. */
export function BudgetOutlook({ workspace, agentId }: { workspace: string; agentId: string }) {
  const { ref, wasInView } = useWasInView<HTMLSpanElement>();
  const zone = useViewerZone();
  const { data, dataUpdatedAt } = useQuery({ ...budgetCourseQuery(workspace, agentId, "6h"), enabled: wasInView });
  return <span ref={ref}>{data ? forecastWords(forecastBudget(data, dataUpdatedAt), dataUpdatedAt, zone) : "–"}</span>;
}
