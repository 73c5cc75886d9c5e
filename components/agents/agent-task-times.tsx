import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useState } from "react";
import { ChartTable } from "@/components/charts/chart-table";
import { TableToggle } from "@/components/charts/table-toggle";
import { Instant } from "@/components/ui/instant";
import { Link } from "@/components/ui/link";
import { agentTasksQuery } from "@/lib/browser/agent-runs-query";
import type { Agent } from "@/lib/contract/agent";
import type { Task } from "@/lib/contract/task";
import { shortenId } from "@/lib/timeline/actor";
import { formatDuration } from "@/lib/timeline/format-duration";
import { AgentPanel } from "./agent-panel";
import { agentPaths } from "./agent-paths";

type Timed = Task & { duration_ms: number };
type Scale = { low: number; high: number };

/** How long the tasks took that the agent ended last, each a mark: the higher the longer, a tenfold as far as the next. */
export function AgentTaskTimes({ workspace, agent }: { workspace: string; agent: Agent }) {
  const [isTable, setTable] = useState(false);
  const query = useQuery(agentTasksQuery({ workspace, agentId: agent.agent_id }));
  const timed = (query.data?.tasks ?? []).filter((task): task is Timed => task.duration_ms !== null).reverse();
  return (
    <AgentPanel
      title="Task time"
      note={timed.length > 0 && `last ${timed.length} with a known time, each mark is one`}
      more={timed.length > 0 && <TableToggle isTable={isTable} onChange={setTable} />}
      query={query}
    >
      {() =>
        timed.length === 0 ? (
          <p className="p-[14px] text-ink-2">No task of a known length has ended.</p>
        ) : isTable ? (
          <ChartTable
            caption="Task times"
            columns={["Task", "Ended", "Outcome", "Took"]}
            rows={timed.toReversed().map((task) => ({
              key: task.task_id,
              cells: [
                task.operation ?? shortenId(task.task_id),
                task.ended_at === null ? "–" : <Instant key="ended" time={task.ended_at} />,
                task.state,
                formatDuration(task.duration_ms),
              ],
            }))}
          />
        ) : (
          <Marks tasks={timed} p50={agent.tasks.p50_ms} href={agentPaths(workspace, agent.agent_id).task} />
        )
      }
    </AgentPanel>
  );
}

type MarksProps = { tasks: readonly Timed[]; p50: number | null; href: (taskId: string) => string };

function Marks({ tasks, p50, href }: MarksProps) {
  const scale = scaleOf(tasks.map((task) => task.duration_ms));
  return (
    <div className="task-times">
      {[scale.high, Math.sqrt(scale.high * scale.low), scale.low].map((ms) => (
        <span key={ms} className="level" style={{ top: topOf(ms, scale) }}>
          {formatDuration(ms)}
        </span>
      ))}
      {p50 !== null && p50 >= scale.low && p50 <= scale.high && (
        <>
          <i className="p50-line" style={{ top: topOf(p50, scale) }} />
          <span className="p50" style={{ top: topOf(p50, scale) }}>
            p50 {formatDuration(p50)}
          </span>
        </>
      )}
      {tasks.map((task, place) => {
        const failed = task.state === "failed";
        const name = `${task.operation ?? task.task_id}, ${task.state}, ${formatDuration(task.duration_ms)}`;
        return (
          <Link
            key={task.task_id}
            href={href(task.task_id)}
            className={failed ? "mk x" : "mk"}
            style={{ left: `${((place + 0.5) / tasks.length) * 100}%`, top: topOf(task.duration_ms, scale) }}
            title={name}
            aria-label={name}
          >
            {failed && <X className="i i13" />}
          </Link>
        );
      })}
    </div>
  );
}

/** At least a tenfold, so that a hair's breadth doesn't look like a gulf. */
function scaleOf(durations: readonly number[]): Scale {
  const low = Math.max(1, Math.min(...durations));
  return { low, high: Math.max(low * 10, ...durations) };
}

function topOf(ms: number, { low, high }: Scale): string {
  return `${(1 - Math.log(Math.max(low, ms) / low) / Math.log(high / low)) * 100}%`;
}
