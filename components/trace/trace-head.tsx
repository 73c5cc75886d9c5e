import { ArrowRight } from "lucide-react";
import { CopyButton } from "@/components/ui/copy-button";
import { Instant } from "@/components/ui/instant";
import { Link } from "@/components/ui/link";
import type { Trace } from "@/lib/contract/trace";
import { formatDuration } from "@/lib/timeline/format-duration";
import type { TraceStep } from "./trace-path";

type TraceHeadProps = {
  trace: Trace;
  workspace: string;
  path: readonly TraceStep[];
  onOpen: (step: TraceStep) => void;
};

/** What the trace is, and its way from system to system. */
export function TraceHead({ trace, workspace, path, onOpen }: TraceHeadProps) {
  const link = (name: string, id: string) => `/w/${workspace}/${name}/${encodeURIComponent(id)}`;
  const start = path[0]?.atMs ?? 0;
  return (
    <div className="grid flex-none grid-cols-[minmax(0,1fr)] gap-2 border-b border-line px-5 py-3 max-[760px]:px-3">
      <div className="session-head border-0! p-0!">
        <div className="about">
          <h2 className="flex min-w-0 items-center gap-1">
            <span className="cut mono" title={trace.trace_id}>
              {trace.trace_id}
            </span>
            <CopyButton label="Copy the id" text={trace.trace_id} />
          </h2>
          <div className="run-facts">
            <span>
              <b>{trace.count.toLocaleString("en")}</b> {trace.count === 1 ? "event" : "events"}
            </span>
            <span>
              <b>{formatDuration(trace.duration_ms)}</b>
            </span>
            <span className={trace.has_errors ? "text-failure" : undefined}>
              {trace.has_errors ? "has errors" : "no errors"}
            </span>
            <span>
              began <Instant time={trace.started_at} form="moment" />
            </span>
            {trace.agents.slice(0, 4).map((agent) => (
              <Link key={agent} className="link cut max-w-[220px]" href={link("agents", agent)}>
                {agent}
              </Link>
            ))}
            {trace.session_ids.slice(0, 3).map((session) => (
              <Link key={session} className="link cut max-w-[220px]" href={link("sessions", session)}>
                session {session}
              </Link>
            ))}
          </div>
        </div>
      </div>
      <ol className="trace-path" aria-label="From system to system">
        {path.map((step, index) => (
          <li key={step.source}>
            {index > 0 && <ArrowRight className="i i14 faint" aria-hidden />}
            <button
              type="button"
              className="chip"
              onClick={() => onOpen(step)}
              title={
                step.from === null
                  ? "Where it began"
                  : `From ${step.from}, ${step.isTold ? "as its first event says" : "which was heard before"}`
              }
            >
              <b className="cut">{step.source}</b>
              {index > 1 && step.from !== path[index - 1]?.source && <span>from {step.from}</span>}
              <span className="faint">
                {step.count} {step.count === 1 ? "event" : "events"}
                {index > 0 && `, after ${formatDuration(step.atMs - start)}`}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}
