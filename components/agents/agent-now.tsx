import { useQuery } from "@tanstack/react-query";
import { Instant } from "@/components/ui/instant";
import { Link } from "@/components/ui/link";
import { proofQuery } from "@/lib/browser/agent-runs-query";
import type { Agent } from "@/lib/contract/agent";
import { agentPaths } from "./agent-paths";
import { AgentState } from "./agent-state";

/** Where the agent stands, since when and why, with the event that proves it. */
export function AgentNow({ agent, workspace }: { agent: Agent; workspace: string }) {
  const { status, session_id, task_id } = agent;
  const paths = agentPaths(workspace, agent.agent_id);
  const { data: proof } = useQuery(proofQuery(workspace, status.cursor));
  const cursor = `cursor ${status.cursor.toLocaleString("en")}`;
  return (
    <section aria-label="State now" className={`agent-now s-${status.state}`}>
      <p>
        <AgentState status={status} />
        <span>{status.reason}</span>
      </p>
      <p className="sm faint">
        Since <Instant time={status.since} />, proof is{" "}
        {proof?.cursor === status.cursor ? (
          <Link className="link" href={paths.events({ event: proof.event_id })}>
            {cursor}
          </Link>
        ) : (
          <>
            {cursor}
            {proof === null && ", which is no longer kept"}
          </>
        )}
        . Last seen <Instant time={agent.last_seen} />, first <Instant time={agent.first_seen} form="day" />
        {session_id !== null && (
          <>
            {" · "}
            <Link className="link" href={paths.session(session_id)}>
              Its session
            </Link>
          </>
        )}
        {task_id !== null && (
          <>
            {" · "}
            <Link className="link" href={paths.task(task_id)}>
              Its task
            </Link>
          </>
        )}
      </p>
    </section>
  );
}
