import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { late } from "@/components/ui/late";
import { Skeleton } from "@/components/ui/skeleton";
import { ApiProblem } from "@/lib/browser/api";
import { eventQuery } from "@/lib/browser/event-query";
import type { EventDetailProps } from "./event-detail";

const waiting = <Skeleton rows={6} label="Loading the event" />;
const EventDetail = late<EventDetailProps>(
  () => import("./event-detail").then((module) => module.EventDetail),
  waiting,
);

type OpenEventProps = Omit<EventDetailProps, "event" | "picked"> & {
  eventId: string;
  isPicked?: (eventId: string) => boolean;
};

/** The event that the address names: beside the rows where there is room, else over them. It need not be among the rows. */
export function OpenEvent({ eventId, isPicked, ...detail }: OpenEventProps) {
  const { workspace, onClose } = detail;
  const { data: event, error, refetch } = useQuery(eventQuery(workspace, eventId));
  const place = useRef<HTMLDivElement>(null);
  // Over the rows it hides where the focus was; beside them the keys go on among the rows.
  useEffect(() => {
    if (window.matchMedia("(max-width: 1180px)").matches) place.current?.focus();
  }, []);
  return (
    <div
      ref={place}
      tabIndex={-1}
      className="outline-none flex w-[372px] flex-none flex-col border-l border-line bg-surface max-[1180px]:fixed max-[1180px]:inset-y-0 max-[1180px]:right-0 max-[1180px]:z-40 max-[1180px]:shadow-[var(--shadow-pop)] max-[760px]:w-full"
    >
      {event && <EventDetail {...detail} event={event} picked={isPicked?.(eventId) ?? false} />}
      {!event && !error && waiting}
      {error && (
        <>
          <ErrorState
            title={isMissing(error) ? "No such event" : "This event can't be read just now"}
            text={isMissing(error) ? "It is of another workspace, no longer kept, or was never there." : error.message}
            {...(isMissing(error) ? {} : { onRetry: () => void refetch() })}
            requestId={error instanceof ApiProblem ? error.requestId : null}
          />
          <Button className="m-3 self-start" onClick={onClose}>
            Close
          </Button>
        </>
      )}
    </div>
  );
}

function isMissing(error: Error): boolean {
  return error instanceof ApiProblem && error.status === 404;
}
