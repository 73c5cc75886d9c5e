"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { parseAsString, useQueryState } from "nuqs";
import { useCallback, useMemo } from "react";
import { TopBar } from "@/components/shell/top-bar";
import { TraceHead } from "@/components/trace/trace-head";
import { tracePath } from "@/components/trace/trace-path";
import { traceRows } from "@/components/trace/trace-rows";
import { Waterfall } from "@/components/trace/waterfall";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { ApiProblem } from "@/lib/browser/api";
import { traceQuery } from "@/lib/browser/runs-query";
import type { AgentEvent } from "@/lib/contract/event";
import { shortenId } from "@/lib/timeline/actor";
import { OpenEventBeside } from "../../open-event-beside";

export function TraceScreen({ workspace, traceId }: { workspace: string; traceId: string }) {
  const query = useInfiniteQuery(traceQuery(workspace, traceId));
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const trace = data?.pages[0];
  const [openId, setOpenId] = useQueryState("event", parseAsString.withOptions({ history: "push" }));
  const open = useCallback((event: AgentEvent | null) => void setOpenId(event?.event_id ?? null), [setOpenId]);
  const { events, rows, path } = useMemo(() => {
    const all = data?.pages.flatMap((page) => page.events) ?? [];
    const tree = data?.pages.flatMap((page) => page.tree) ?? [];
    return { events: all, rows: traceRows(all, tree), path: tracePath(all, tree) };
  }, [data]);
  return (
    <>
      <TopBar title={shortenId(traceId)} crumbs={[{ text: "Traces", href: `/w/${workspace}/traces` }]} />
      <div className="flex min-h-0 flex-1">
        <main className="scroll min-w-0 flex-1">
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
          {trace && <Waterfall rows={rows} openId={openId} onOpen={open} />}
          {hasNextPage && trace && (
            <p className="flex items-center gap-3 px-5 py-3">
              <Button disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
                {isFetchingNextPage ? "Loading" : "Show more"}
              </Button>
              <span className="sm faint">
                {events.length.toLocaleString("en")} of {trace.count.toLocaleString("en")} events
              </span>
            </p>
          )}
        </main>
        {openId !== null && (
          <OpenEventBeside workspace={workspace} eventId={openId} within={{ trace_id: traceId }} onOpen={open} />
        )}
      </div>
    </>
  );
}
