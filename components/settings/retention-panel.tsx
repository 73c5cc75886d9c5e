"use client";

import { useQuery } from "@tanstack/react-query";
import { ErrorState } from "@/components/ui/error-state";
import { Instant } from "@/components/ui/instant";
import { Skeleton } from "@/components/ui/skeleton";
import { ApiProblem } from "@/lib/browser/api";
import type { Retention } from "@/lib/contract/retention";
import { RetentionForm } from "./retention-form";
import { retentionQuery } from "./retention-query";

/** For how long events are kept, and what the log holds by that; for a workspace's admins. */
export function RetentionPanel({ workspace }: { workspace: string }) {
  const retention = useQuery(retentionQuery(workspace));
  if (retention.isLoading) return <Skeleton rows={4} />;
  if (!retention.data) {
    return (
      <ErrorState
        title="What is kept can't be read just now"
        text={retention.error?.message ?? ""}
        onRetry={() => retention.refetch()}
        requestId={retention.error instanceof ApiProblem ? retention.error.requestId : null}
      />
    );
  }
  const { retention_days, payload_days } = retention.data;
  return (
    <div className="grid gap-4">
      <RetentionForm key={`${retention_days} ${payload_days}`} workspace={workspace} present={retention.data} />
      <LogFacts retention={retention.data} />
    </div>
  );
}

function LogFacts({ retention: { log, due } }: { retention: Retention }) {
  const facts = [
    { name: "Events", value: number(log.events) },
    { name: "Oldest", value: log.oldest_received_at ? <Instant time={log.oldest_received_at} form="day" /> : "–" },
    { name: "Cursors", value: log.events > 0 ? `${number(log.floor)} to ${number(log.head)}` : "–" },
    {
      name: "Payloads",
      value: log.payloads_from > log.floor ? `removed below cursor ${number(log.payloads_from)}` : "all kept",
    },
  ];
  return (
    <section className="panel" aria-labelledby="log-title">
      <header>
        <h2 id="log-title">What is kept now</h2>
      </header>
      <dl className="facts px-3.5!">
        {facts.map(({ name, value }) => (
          <div key={name} className="contents">
            <dt>{name}</dt>
            <dd className="tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
      <p role="status" className="sm muted px-3.5 pb-3 empty:hidden">
        {due.events + due.payloads > 0 &&
          `Being removed, within a minute or so: ${number(due.events)} events, and the payloads of ${number(due.payloads)}.`}
      </p>
    </section>
  );
}

const number = (value: number) => value.toLocaleString("en");
