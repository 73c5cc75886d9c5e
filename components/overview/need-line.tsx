import { useQuery } from "@tanstack/react-query";
import { Ban, Hand, type LucideIcon, Unplug, X } from "lucide-react";
import type { ReactNode } from "react";
import { ageWords } from "@/components/ui/age-words";
import { Instant } from "@/components/ui/instant";
import { Link } from "@/components/ui/link";
import { eventAtQuery } from "@/lib/browser/event-at-query";
import { actorOf } from "@/lib/timeline/actor";
import { saidLast } from "@/lib/timeline/agent-state";
import type { Need } from "@/lib/timeline/needs";
import { sentenceOf } from "@/lib/timeline/sentence";
import { agentHref, eventsHref, nameOf } from "./agent-links";

const looks: Readonly<Record<Need["kind"], { className: string; Icon: LucideIcon }>> = {
  waiting: { className: "s-waiting", Icon: Hand },
  failed: { className: "s-failed", Icon: X },
  lost: { className: "s-lost", Icon: Unplug },
  denied: { className: "s-waiting", Icon: Ban },
};

/** From so long ago on, a clock alone would be taken for today's. */
const dayMs = 86_400_000;

/** One thing that waits for a person: what, why, for how long, and the event that proves it. */
export function NeedLine({ need, workspace, nowMs }: { need: Need; workspace: string; nowMs: number | null }) {
  const { className, Icon } = looks[need.kind];
  const isOld = nowMs !== null && nowMs - need.sinceMs > dayMs;
  const { what, why, proof } = useWords(need, { workspace, isOld });
  return (
    <li className={`need ${className}`}>
      <span className="nico">
        <Icon className="i i18" />
      </span>
      <div className="grow">
        <p className="nt">{what}</p>
        <p className="nw cut">{why}</p>
      </div>
      <div className="nage">
        <b>{nowMs === null ? "–" : ageWords(nowMs - need.sinceMs)}</b>
        <span>{need.kind}</span>
      </div>
      <Link className="btn sm" href={proof} aria-label={`Open the proof: ${need.kind}`}>
        Open
      </Link>
    </li>
  );
}

function useWords(
  need: Need,
  { workspace, isOld }: { workspace: string; isOld: boolean },
): { what: ReactNode; why: ReactNode; proof: string } {
  const cursor = need.kind === "denied" ? need.newest.cursor : need.agent.status.cursor;
  const { data } = useQuery({ ...eventAtQuery(workspace, cursor), enabled: need.kind !== "denied" });
  if (need.kind === "denied") {
    const { newest, agent, count } = need;
    const reason = sentenceOf(newest).why;
    const name = agent ? nameOf(agent) : actorOf(newest);
    const filter = {
      ...(newest.agent_id === null ? {} : { agent_id: newest.agent_id }),
      status: "denied",
      since: "1h",
    };
    return {
      what: (
        <>
          <Who workspace={workspace} agentId={newest.agent_id} name={name} /> was denied{" "}
          {newest.operation && <code>{newest.operation}</code>} {count > 1 && `${count} times in the last hour`}
        </>
      ),
      why: (
        <>
          {reason === null ? "Newest at" : `${reason} · newest at`} <Instant time={newest.timestamp} form="clock" />
          <Place project={newest.project} />
        </>
      ),
      proof: eventsHref(workspace, { ...filter, event: newest.event_id }),
    };
  }

  const { agent, kind } = need;
  const { reason, since } = agent.status;
  const who = <Who workspace={workspace} agentId={agent.agent_id} name={nameOf(agent)} />;
  const last = saidLast(reason);
  const proof = data
    ? eventsHref(workspace, { agent_id: agent.agent_id, event: data.event_id })
    : agentHref(workspace, agent.agent_id);
  return {
    what:
      kind === "lost" ? (
        <>{who} went silent in the middle of work</>
      ) : (
        <>
          {who} {reason}
        </>
      ),
    why: (
      <>
        {kind === "lost" ? "Last event" : "Since"} <Instant time={since} form={isOld ? "moment" : "clock"} />
        {last !== reason && `: ${last}`}
        <Place project={agent.project} />
      </>
    ),
    proof,
  };
}

function Who({ workspace, agentId, name }: { workspace: string; agentId: string | null; name: string }) {
  if (agentId === null) return <b>{name}</b>;
  return (
    <b>
      <Link className="hover:underline" href={agentHref(workspace, agentId)}>
        {name}
      </Link>
    </b>
  );
}

function Place({ project }: { project: string | null }) {
  return project === null ? null : <> · {project}</>;
}
