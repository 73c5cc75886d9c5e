import { ListFilter } from "lucide-react";
import type { ReactNode } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { IconButton } from "@/components/ui/icon-button";
import { OutcomeIcon } from "@/components/ui/outcome-icon";
import type { AgentEvent } from "@/lib/contract/event";
import { errorOf } from "@/lib/timeline/telling";

/** `field` is the filter parameter that finds other events with this value; null where there is none. */
type Row = { label: string; field: string | null; value: string | null; shown?: ReactNode };

function rowsOf(event: AgentEvent): Row[] {
  const code = (value: string | null) => <span className="mono">{value}</span>;
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
    { label: "Reason", field: null, value: errorOf(event.metadata) },
    { label: "Severity", field: "severity", value: event.severity },
    { label: "Agent", field: "agent_id", value: event.agent_id, shown: event.agent_name },
    { label: "Role", field: "agent_role", value: event.agent_role },
    { label: "Operation", field: "operation", value: event.operation, shown: code(event.operation) },
    { label: "Session", field: "session_id", value: event.session_id, shown: code(event.session_id) },
    { label: "Task", field: "task_id", value: event.task_id, shown: code(event.task_id) },
    { label: "Trace", field: "trace_id", value: event.trace_id, shown: code(event.trace_id) },
    { label: "Correlation", field: "correlation_id", value: event.correlation_id, shown: code(event.correlation_id) },
    { label: "Project", field: "project", value: event.project },
    { label: "Source", field: "source", value: event.source },
    { label: "Key", field: null, value: event.api_key, shown: code(event.api_key) },
  ];
}

/** What the event says of itself, each value ready to be copied and to be filtered by. */
export function EventFields({
  event,
  onFilter,
}: {
  event: AgentEvent;
  onFilter: (field: string, value: string) => void;
}) {
  return (
    <dl className="kvs">
      {rowsOf(event).map(
        ({ label, field, value, shown }) =>
          value !== null && (
            <div key={label} className="kv">
              <dt>{label}</dt>
              <dd className="cut" title={value}>
                {shown ?? value}
              </dd>
              <dd className="copy">
                <CopyButton label={`Copy ${label.toLowerCase()}`} text={value} />
              </dd>
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
