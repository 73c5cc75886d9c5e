"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { ErrorState } from "@/components/ui/error-state";
import { Link } from "@/components/ui/link";
import { Skeleton } from "@/components/ui/skeleton";
import { ApiProblem } from "@/lib/browser/api";
import { failuresQuery } from "@/lib/browser/overview-queries";
import { EventRow } from "./event-row";

/** What failed of late, as a timeline tells it. */
export function RecentFailures({ workspace }: { workspace: string }) {
  const router = useRouter();
  const { data, error, isPending, refetch } = useQuery(failuresQuery(workspace));
  const all = `/w/${workspace}/events?status=failure&since=24h`;
  const hrefOf = (eventId: string) => `${all}&event=${eventId}`;
  return (
    <section className="panel rf" aria-labelledby="recent-failures">
      <header>
        <h2 id="recent-failures">Recent failures</h2>
        <span className="n">last 24 hours</span>
        <Link className="more" href={all}>
          All
        </Link>
      </header>
      {isPending && <Skeleton rows={4} />}
      {error && !data && (
        <ErrorState
          title="Failures can't be read just now"
          text={error.message}
          onRetry={() => void refetch()}
          requestId={error instanceof ApiProblem ? error.requestId : null}
        />
      )}
      {data?.events.length === 0 && <p className="ar-none muted">Nothing failed.</p>}
      <div className="py-1">
        {data?.events.map((event) => (
          <EventRow
            key={event.cursor}
            event={event}
            selected={false}
            showAgent
            href={hrefOf(event.event_id)}
            onOpen={() => router.push(hrefOf(event.event_id))}
          />
        ))}
      </div>
    </section>
  );
}
