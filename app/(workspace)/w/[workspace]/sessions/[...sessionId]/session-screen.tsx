"use client";

import { useQuery } from "@tanstack/react-query";
import { parseAsInteger, useQueryState } from "nuqs";
import { useMemo } from "react";
import { SessionHead } from "@/components/replay/session-head";
import { SessionReplay } from "@/components/replay/session-replay";
import { RunStatePill, sessionState } from "@/components/runs/run-state-pill";
import { ConnectionChip } from "@/components/shell/connection-chip";
import { TopBar } from "@/components/shell/top-bar";
import { connectionWords } from "@/components/timeline/connection-words";
import { EventRow } from "@/components/timeline/event-row";
import { ErrorState } from "@/components/ui/error-state";
import { Link } from "@/components/ui/link";
import { ProgressBar } from "@/components/ui/progress-bar";
import { Skeleton } from "@/components/ui/skeleton";
import { ApiProblem } from "@/lib/browser/api";
import { sessionQuery } from "@/lib/browser/runs-query";
import { useSessionEvents } from "@/lib/browser/use-session-events";
import { sessionTitle } from "@/lib/timeline/run-titles";
import { OpenEventBeside } from "../../open-event-beside";

export function SessionScreen({ workspace, sessionId }: { workspace: string; sessionId: string }) {
  const { data: session } = useQuery(sessionQuery(workspace, sessionId));
  const [from] = useQueryState("from", parseAsInteger);
  const { events, readCount, history, isFull, isLoading, connection } = useSessionEvents(workspace, sessionId, from);
  const title = useMemo(() => sessionTitle(events), [events]);
  const total = session?.counts.events ?? events.length;
  return (
    <>
      <TopBar
        title={sessionId}
        crumbs={[{ text: "Sessions", href: `/w/${workspace}/sessions` }]}
        // Until all is read nothing is heard live; how far that is stands below.
        trailing={
          !isFull && !isLoading && <ConnectionChip {...connectionWords(connection, { paused: false, nowMs: null })} />
        }
      />
      <main className="replay">
        {session && (
          <SessionHead
            session={session}
            workspace={workspace}
            title={title}
            pill={<RunStatePill state={sessionState(session)} />}
          />
        )}
        {history.error && (
          <ErrorState
            title="The session's events can't be read just now"
            text={`${history.error.message}${events.length > 0 ? " What you see was read before." : ""}`}
            onRetry={() => void history.fetchNextPage()}
            requestId={history.error instanceof ApiProblem ? history.error.requestId : null}
          />
        )}
        {isLoading && events.length > 0 && from === null && !history.error && (
          <div className="replay-note">
            <ProgressBar label="Events read" share={readCount / Math.max(total, readCount)} />
            {readCount.toLocaleString("en")} of {total.toLocaleString("en")} events read
          </div>
        )}
        {(isFull || from !== null) && (
          <p className="replay-note">
            <span>
              This session has {total.toLocaleString("en")} events; {events.length.toLocaleString("en")} of them are
              here{from === null ? ", from the first on" : ""}. What began before or ends after them is cut off.
            </span>
            {from !== null && (
              <Link className="link" href="?">
                From the first on
              </Link>
            )}
            {isFull && (
              <Link className="link" href={`?from=${events.at(-1)?.cursor}`}>
                Read on
              </Link>
            )}
          </p>
        )}
        {events.length === 0 && !history.error && <Skeleton rows={12} />}
        {events.length > 0 && (
          <SessionReplay
            workspace={workspace}
            events={events}
            isOver={session?.outcome != null}
            renderRow={(event, { selected, onOpen }) => (
              <EventRow event={event} selected={selected} showAgent onOpen={onOpen} />
            )}
            renderDetail={(eventId, open) => (
              <OpenEventBeside
                workspace={workspace}
                eventId={eventId}
                within={{ session_id: sessionId }}
                onOpen={open}
              />
            )}
          />
        )}
      </main>
    </>
  );
}
