import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { ApiProblem } from "@/lib/browser/api";

type AgentPanelProps<Data> = {
  title: string;
  note?: ReactNode;
  more?: ReactNode;
  query: UseQueryResult<Data>;
  /** What stands there once it was read. */
  children: (data: Data) => ReactNode;
};

/** One part of what is known of an agent, read by itself: while it comes, and where it can't, the others stand. */
export function AgentPanel<Data>({ title, note, more, query, children }: AgentPanelProps<Data>) {
  const { data, error, refetch } = query;
  return (
    <section className="panel" aria-label={title}>
      <header>
        <h2>{title}</h2>
        {note && <span className="n cut">{note}</span>}
        {more && <span className="more">{more}</span>}
      </header>
      {error && (
        <ErrorState
          title={`${title} can't be read just now`}
          text={`${error.message}${data === undefined ? "" : " What you see was read before."}`}
          onRetry={() => void refetch()}
          requestId={error instanceof ApiProblem ? error.requestId : null}
        />
      )}
      {data === undefined ? !error && <Skeleton rows={3} /> : children(data)}
    </section>
  );
}
