"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { parseAsString, useQueryState } from "nuqs";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { TopBar } from "@/components/shell/top-bar";
import { TraceHead } from "@/components/trace/trace-head";
import { tracePath } from "@/components/trace/trace-path";
import { traceRows } from "@/components/trace/trace-rows";
import { Waterfall } from "@/components/trace/waterfall";
import { ErrorState } from "@/components/ui/error-state";
import { Link } from "@/components/ui/link";
import { ProgressBar } from "@/components/ui/progress-bar";
import { Skeleton } from "@/components/ui/skeleton";
import { ApiProblem } from "@/lib/browser/api";
import { traceEventsMax, traceQuery } from "@/lib/browser/runs-query";
import type { AgentEvent } from "@/lib/contract/event";
import { shortenId } from "@/lib/timeline/actor";
import { formatFilter } from "@/lib/timeline/filter";
import { OpenEventBeside } from "../../open-event-beside";

export function TraceScreen({ workspace, traceId }: { workspace: string; traceId: string }) {
  const query = useInfiniteQuery(traceQuery(workspace, traceId));
  const { data, error, refetch, hasNextPage, isFetching, fetchNextPage } = query;
  const scroller = useRef<HTMLElement>(null);
  const trace = data?.pages[0];
  const [openId, setOpenId] = useQueryState("event", parseAsString.withOptions({ history: "push" }));
  const open = useCallback((event: AgentEvent | null) => void setOpenId(event?.event_id ?? null), [setOpenId]);
  const { events, rows, path } = useMemo(() => {
    const all = data?.pages.flatMap((page) => page.events) ?? [];
    const tree = data?.pages.flatMap((page) => page.tree) ?? [];
    return { events: all, rows: traceRows(all, tree), path: tracePath(all, tree) };
  }, [data]);
  // One address for both: what its events say tells which of the two ids this is.
  const aboutTrace = events[0]?.trace_id === traceId ? { trace_id: [traceId] } : { correlation_id: [traceId] };
  const isFull = events.length >= traceEventsMax;
  const isReading = hasNextPage && !isFull;
  useEffect(() => {
    if (isReading && !isFetching && !error) void fetchNextPage();
  }, [isReading, isFetching, error, fetchNextPage]);
  return (
    <>
      <TopBar title={shortenId(traceId)} crumbs={[{ text: "Traces", href: `/w/${workspace}/traces` }]} />
      <div className="flex min-h-0 flex-1">
        <main ref={scroller} className="scroll relative min-w-0 flex-1">
          {error && (
            <ErrorState
              title="The trace can't be read just now"
              text={`${error.message}${events.length > 0 ? " What you see was read before." : ""}`}
              onRetry={() => void refetch()}
              requestId={error instanceof ApiProblem ? error.requestId : null}
            />
          )}
          {trace && <TraceHead trace={trace} workspace={workspace} path={path} onOpen={({ first }) => open(first)} />}
          {!trace && !error && <Skeleton rows={12} />}
          {trace && isReading && !error && (
            <div className="replay-note">
              <ProgressBar label="Events read" share={events.length / Math.max(trace.count, events.length)} />
              {events.length.toLocaleString("en")} of {trace.count.toLocaleString("en")} events read
            </div>
          )}
          {trace && hasNextPage && isFull && (
            <p className="replay-note">
              This trace has {trace.count.toLocaleString("en")} events. Its first {events.length.toLocaleString("en")}{" "}
              are here.
              <Link className="link" href={`/w/${workspace}/events?${formatFilter(aboutTrace)}`}>
                All its events
              </Link>
            </p>
          )}
          {trace && <Waterfall rows={rows} openId={openId} onOpen={open} scroller={scroller} />}
        </main>
        {openId !== null && (
          <OpenEventBeside workspace={workspace} eventId={openId} within={{ trace_id: traceId }} onOpen={open} />
        )}
      </div>
    </>
  );
}
