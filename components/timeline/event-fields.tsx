import { ListFilter } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { IconButton } from "@/components/ui/icon-button";
import { MaskedText } from "@/components/ui/masked-text";
import { OutcomeIcon } from "@/components/ui/outcome-icon";
import type { AgentEvent } from "@/lib/contract/event";
import { actorOf, shortenId } from "@/lib/timeline/actor";
import { errorOf } from "@/lib/timeline/telling";

/** `field` is the filter parameter that finds other events with this value; null where there is none. */
type Row = { label: string; field: string | null; value: string | null; shown?: ReactNode; copies?: true };

function rowsOf(event: AgentEvent, agentHref: string | null): Row[] {
  return [
    {
      label: "Outcome",
      field: "status",
      value: event.status,
      shown: event.status && (
        <span className={`out ${event.status} inline-flex items-center gap-1.5`}>
          <OutcomeIcon status={event.status} silent />
          {event.status}
        </span>
      ),
    },
    { label: "Reason", field: null, value: errorOf(event.metadata), copies: true },
    { label: "Severity", field: "severity", value: event.severity },
    {
      label: "Agent",
      field: "agent_id",
      value: event.agent_id,
      copies: true,
      shown: agentHref !== null && (
        <Link href={agentHref} className="link">
          {actorOf(event)}
        </Link>
      ),
    },
    { label: "Role", field: "agent_role", value: event.agent_role },
    {
      label: "Operation",
      field: "operation",
      value: event.operation,
      shown: event.operation !== null && (
        <span className="mono">
          <MaskedText text={event.operation} />
        </span>
      ),
    },
    idRow("Session", "session_id", event.session_id),
    idRow("Task", "task_id", event.task_id),
    idRow("Trace", "trace_id", event.trace_id),
    idRow("Correlation", "correlation_id", event.correlation_id),
    { label: "Project", field: "project", value: event.project },
    { label: "Source", field: "source", value: event.source },
    idRow("Key", null, event.api_key),
    idRow("Event", null, event.event_id),
    idRow("Cursor", null, String(event.cursor)),
  ];
}

function idRow(label: string, field: string | null, value: string | null): Row {
  return { label, field, value, shown: <span className="mono">{shortenId(value ?? "")}</span>, copies: true };
}

/** What the event says of itself, each value ready to be filtered by, those to be pasted elsewhere to be copied. */
export function EventFields({
  event,
  agentHref,
  onFilter,
}: {
  event: AgentEvent;
  agentHref: string | null;
  onFilter: (field: string, value: string) => void;
}) {
  return (
    <dl className="kvs">
      {rowsOf(event, agentHref).map(
        ({ label, field, value, shown, copies }) =>
          value !== null && (
            <div key={label} className="kv">
              <dt>{label}</dt>
              <dd className="cut" title={value}>
                {shown || <MaskedText text={value} />}
              </dd>
              <dd>{copies && <CopyButton label={`Copy ${label.toLowerCase()}`} text={value} />}</dd>
              <dd>
                {field !== null && (
                  <IconButton
                    size="small"
                    label={`Filter by this ${label.toLowerCase()}`}
                    onClick={() => onFilter(field, value)}
                  >
                    <ListFilter className="i i13" />
                  </IconButton>
                )}
              </dd>
            </div>
          ),
      )}
    </dl>
  );
}
