"use client";

import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { CategoryTile } from "@/components/ui/category-tile";
import { ErrorState } from "@/components/ui/error-state";
import { Instant } from "@/components/ui/instant";
import { Kbd } from "@/components/ui/kbd";
import { Link } from "@/components/ui/link";
import { Skeleton } from "@/components/ui/skeleton";
import { neighboursQuery } from "@/lib/browser/kin-query";
import { useSingleKeys } from "@/lib/browser/use-single-keys";
import type { AgentEvent } from "@/lib/contract/event";
import { actorOf } from "@/lib/timeline/actor";
import { formatDuration } from "@/lib/timeline/format-duration";
import type { Kin } from "@/lib/timeline/kin";
import { sentenceOf } from "@/lib/timeline/sentence";
import { EventSentence } from "./event-sentence";
import { kinPath } from "./kin-path";

/** The events next to one that is open, of the same session, task or trace; `[` and `]` step through them. */
export function KinList({
  workspace,
  event,
  kin,
  title,
  before,
  after,
  onOpen,
}: {
  workspace: string;
  event: AgentEvent;
  kin: Kin;
  title: string;
  before: number;
  after: number;
  onOpen: (event: AgentEvent) => void;
}) {
  const { data, error, refetch } = useQuery(neighboursQuery(workspace, kin, { event, before, after }));
  const events = data?.events ?? [];
  const at = events.findIndex(({ event_id }) => event_id === event.event_id);
  useSingleKeys((key) => {
    const next = at === -1 ? undefined : key === "[" ? events[at - 1] : key === "]" ? events[at + 1] : undefined;
    return next ? () => onOpen(next) : null;
  });
  return (
    <section className="near" aria-label={title}>
      <h3>
        {title}
        <span className="r">
          <span className="hm">
            <Kbd>[</Kbd> <Kbd>]</Kbd> to step ·{" "}
          </span>
          <Link href={kinPath(workspace, kin)} className="link" aria-label={`Open the ${kin.kind}`}>
            Open
          </Link>
        </span>
      </h3>
      {data ? (
        <>
          {data.more.before && <p className="nrmore">Earlier ones are not shown</p>}
          <ul>
            {events.map((one) => (
              <li key={one.cursor}>
                <Neighbour event={one} open={event} onOpen={onOpen} />
              </li>
            ))}
          </ul>
          {data.more.after && <p className="nrmore">Later ones are not shown</p>}
        </>
      ) : error ? (
        <ErrorState title="These can't be read just now" text={error.message} onRetry={() => void refetch()} />
      ) : (
        <Skeleton rows={before === 0 ? 2 : 4} />
      )}
    </section>
  );
}

function Neighbour({
  event,
  open,
  onOpen,
}: {
  event: AgentEvent;
  open: AgentEvent;
  onOpen: (event: AgentEvent) => void;
}) {
  const isOpen = event.event_id === open.event_id;
  return (
    <button
      type="button"
      className={clsx("nr", isOpen && "here")}
      aria-current={isOpen || undefined}
      onClick={() => onOpen(event)}
    >
      {isOpen ? <Instant time={event.timestamp} form="second" /> : <Offset event={event} from={open} />}
      <CategoryTile category={event.category} />
      <span className="cut">
        <EventSentence sentence={sentenceOf(event)} showWho={actorOf(event) !== actorOf(open)} />
      </span>
    </button>
  );
}

/** How much earlier or later it happened. */
function Offset({ event, from }: { event: AgentEvent; from: AgentEvent }) {
  const ms = Date.parse(event.timestamp) - Date.parse(from.timestamp);
  const words = ms === 0 ? "same" : `${ms < 0 ? "−" : "+"}${formatDuration(Math.abs(ms))}`;
  return <Instant time={event.timestamp} form={{ words }} />;
}
