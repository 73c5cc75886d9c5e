"use client";

import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Link } from "@/components/ui/link";
import { Skeleton } from "@/components/ui/skeleton";
import { ApiProblem } from "@/lib/browser/api";

type RunListProps<Page> = {
  /** In the plural: `sessions`. */
  what: string;
  /** When one of them is here. */
  hint: string;
  query: UseInfiniteQueryResult<InfiniteData<Page, string>>;
  count: number;
  workspace: string;
  /** Takes the filter away, where there is one. */
  onClear: (() => void) | null;
  children: ReactNode;
};

/** Around a list of runs: loading, nothing there, what went wrong, and the way to more. */
export function RunList<Page>({ what, hint, query, count, workspace, onClear, children }: RunListProps<Page>) {
  const { data, error, isPending, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  return (
    <>
      {error && (
        <ErrorState
          title={`The ${what} can't be read just now`}
          text={`${error.message}${count > 0 ? " What you see was read before." : ""}`}
          onRetry={() => void refetch()}
          requestId={error instanceof ApiProblem ? error.requestId : null}
        />
      )}
      {isPending && !error && <Skeleton rows={8} />}
      {data && count === 0 && (
        <EmptyState
          title={onClear ? `No ${what} fit this filter` : `There are no ${what} yet`}
          text={onClear ? "Others may be there." : hint}
          actions={
            onClear ? (
              <Button onClick={onClear}>Remove the filter</Button>
            ) : (
              <Link className="btn primary" href={`/w/${workspace}/connect`}>
                Connect an agent
              </Link>
            )
          }
        />
      )}
      {count > 0 && children}
      {hasNextPage && (
        <Button className="mt-3" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {isFetchingNextPage ? "Loading" : "Show more"}
        </Button>
      )}
    </>
  );
}
