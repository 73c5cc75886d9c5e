import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { ErrorState } from "@/components/ui/error-state";
import { Link } from "@/components/ui/link";
import { Skeleton } from "@/components/ui/skeleton";
import { ApiProblem } from "@/lib/browser/api";
import { eventsBetweenQuery } from "@/lib/browser/events-between-query";
import { formatFilter, type TimelineFilter } from "@/lib/timeline/filter";
import { EventRow } from "./event-row";

/** As many as tell what it is about. */
const limit = 10;

type EventsBetweenProps = { workspace: string; filter: TimelineFilter; first: number; last: number };

/** The newest events of a filter from one cursor to another, and the way to all of them. */
export function EventsBetween({ workspace, filter, first, last }: EventsBetweenProps) {
  const router = useRouter();
  const { data, error, isPending, refetch } = useQuery(eventsBetweenQuery(workspace, { filter, first, last, limit }));
  const hrefOf = (more: Record<string, string>) => {
    const params = formatFilter(filter);
    for (const [name, value] of Object.entries(more)) params.set(name, value);
    return `/w/${workspace}/events?${params}`;
  };
  return (
    <section className="near rf" aria-labelledby="its-events">
      <h3>
        <span id="its-events">Its events</span>
        <Link className="r link" href={hrefOf({ at: String(last) })}>
          All of them
        </Link>
      </h3>
      {isPending && <Skeleton rows={3} label="Loading its events" />}
      {error && (
        <ErrorState
          title="Its events can't be read just now"
          text={error.message}
          onRetry={() => void refetch()}
          requestId={error instanceof ApiProblem ? error.requestId : null}
        />
      )}
      {data?.events.length === 0 && (
        <p className="sm faint px-4 py-1">They are no longer kept, or its rule is another now.</p>
      )}
      {data?.events.map((event) => {
        const href = hrefOf({ event: event.event_id });
        return (
          <EventRow
            key={event.cursor}
            event={event}
            selected={false}
            showAgent
            href={href}
            onOpen={() => router.push(href)}
          />
        );
      })}
    </section>
  );
}
