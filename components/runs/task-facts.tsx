import { CopyButton } from "@/components/ui/copy-button";
import { Instant } from "@/components/ui/instant";
import { Link } from "@/components/ui/link";
import type { Task } from "@/lib/contract/task";
import { shortenId } from "@/lib/timeline/actor";
import { formatDuration } from "@/lib/timeline/format-duration";
import { RunStatePill } from "./run-state-pill";

/** What the task is, where it stands, and what it took. */
export function TaskFacts({ task, workspace }: { task: Task; workspace: string }) {
  const link = (kind: string, id: string, text: string) => (
    <Link className="link" href={`/w/${workspace}/${kind}/${encodeURIComponent(id)}`} title={id}>
      {text} {shortenId(id)}
    </Link>
  );
  return (
    <div className="session-head">
      <div className="about">
        <h2 className="cut" title={task.operation ?? task.task_id}>
          {task.operation ?? shortenId(task.task_id)}
        </h2>
        <div className="run-facts">
          <span className="inline-flex items-center">
            <span className="mono" title={task.task_id}>
              {shortenId(task.task_id)}
            </span>
            <CopyButton label="Copy the task's id" text={task.task_id} />
          </span>
          {task.agent_id !== null && link("agents", task.agent_id, "agent")}
          {task.session_id !== null && link("sessions", task.session_id, "session")}
          {task.parent_task_id !== null && link("tasks", task.parent_task_id, "part of")}
          {task.started_at !== null && (
            <span>
              began <Instant time={task.started_at} form="moment" />
            </span>
          )}
          {task.duration_ms !== null && (
            <span>
              took <b>{formatDuration(task.duration_ms)}</b>
            </span>
          )}
          <span>
            <b>{task.attempts.toLocaleString("en")}</b> {task.attempts === 1 ? "attempt" : "attempts"}
          </span>
          {task.project !== null && <span title={task.project}>{task.project}</span>}
          {task.source !== null && <span title={task.source}>{task.source}</span>}
        </div>
        {task.error !== null && <p className="mt-1 break-words text-failure">{task.error}</p>}
      </div>
      <RunStatePill state={task.state} />
    </div>
  );
}
