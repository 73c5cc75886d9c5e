import { useQuery } from "@tanstack/react-query";
import { Age } from "@/components/ui/age";
import { Link } from "@/components/ui/link";
import { agentSessionsQuery } from "@/lib/browser/agent-runs-query";
import type { Session } from "@/lib/contract/session";
import { shortenId } from "@/lib/timeline/actor";
import { formatDuration } from "@/lib/timeline/format-duration";
import { AgentPanel } from "./agent-panel";
import { agentPaths } from "./agent-paths";

/** The sessions that the agent took part in, newest activity first. */
export function AgentSessions({ workspace, agentId }: { workspace: string; agentId: string }) {
  const query = useQuery(agentSessionsQuery({ workspace, agentId }));
  const paths = agentPaths(workspace, agentId);
  return (
    <AgentPanel
      title="Sessions"
      note="that it took part in"
      more={
        <Link className="link" href={paths.sessions}>
          All of them
        </Link>
      }
      query={query}
    >
      {({ sessions }) =>
        sessions.length === 0 ? (
          <p className="p-[14px] text-ink-2">None is known.</p>
        ) : (
          <table className="table small">
            <thead>
              <tr>
                <th scope="col">Session</th>
                <th scope="col" className="w-[84px]">
                  Outcome
                </th>
                <th scope="col" className="num wide">
                  Took
                </th>
                <th scope="col" className="num">
                  Events
                </th>
                <th scope="col" className="num">
                  Errors
                </th>
                <th scope="col" className="num wide">
                  Seen
                </th>
              </tr>
            </thead>
            <tbody>
              {sessions.map((session) => (
                <Line key={session.session_id} session={session} href={paths.session(session.session_id)} />
              ))}
            </tbody>
          </table>
        )
      }
    </AgentPanel>
  );
}

function Line({ session, href }: { session: Session; href: string }) {
  const { session_id, outcome, duration_ms, counts, last_seen } = session;
  return (
    <tr>
      <td className="cut">
        <Link className="mono hover:underline" href={href} title={session_id} aria-label={session_id}>
          {shortenId(session_id)}
        </Link>
      </td>
      <td className={outcome === "failed" ? "text-failure" : ""}>{outcome ?? "open"}</td>
      <td className="num mono sm">{formatDuration(duration_ms)}</td>
      <td className="num">{counts.events.toLocaleString("en")}</td>
      <td className={counts.errors === 0 ? "num faint" : "num text-failure"}>{counts.errors.toLocaleString("en")}</td>
      <td className="num sm faint">
        <Age time={last_seen} />
      </td>
    </tr>
  );
}
