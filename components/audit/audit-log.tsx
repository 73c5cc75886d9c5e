"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { ApiProblem } from "@/lib/browser/api";
import { auditQuery } from "@/lib/browser/audit-query";
import { AuditBar } from "./audit-bar";
import { AuditKeptForm } from "./audit-kept-form";
import { AuditTable } from "./audit-table";
import { useAuditSelection } from "./use-audit-selection";

/** What was done in a workspace, by whom and from where; for its admins. */
export function AuditLog({ workspace, isOwner }: { workspace: string; isOwner: boolean }) {
  const { selection, isNarrowed, set, clear } = useAuditSelection();
  const query = useInfiniteQuery(auditQuery(workspace, selection));
  const { data, error, isPending, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const entries = data?.pages.flatMap((page) => page.entries) ?? [];
  const keptDays = data?.pages[0]?.kept_days;
  return (
    <>
      <AuditBar workspace={workspace} selection={selection} set={set} />
      {error && (
        <ErrorState
          title="The audit log can't be read just now"
          text={`${error.message} What is done is written down all the same.`}
          onRetry={() => void refetch()}
          requestId={error instanceof ApiProblem ? error.requestId : null}
        />
      )}
      {isPending && <Skeleton rows={8} />}
      {data && entries.length === 0 && (
        <EmptyState
          title={isNarrowed ? "Nothing fits this filter" : "Nothing has been done yet"}
          text="Log-ins, keys, people, rules, retention and exports are written down here."
          actions={isNarrowed && <Button onClick={clear}>Remove the filter</Button>}
        />
      )}
      {entries.length > 0 && <AuditTable entries={entries} onActor={(label) => set("actor", label)} />}
      {hasNextPage && (
        <Button className="mt-3" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {isFetchingNextPage ? "Loading" : "Show more"}
        </Button>
      )}
      {keptDays !== undefined &&
        (isOwner ? (
          <AuditKeptForm workspace={workspace} keptDays={keptDays} />
        ) : (
          <p className="sm faint mt-3">Entries are kept for {keptDays} days.</p>
        ))}
    </>
  );
}
