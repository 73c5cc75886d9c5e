import { ListFilter, ListX } from "lucide-react";
import { type MouseEvent, type ReactNode, useState } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { IconButton } from "@/components/ui/icon-button";
import { Link } from "@/components/ui/link";
import { MaskedText } from "@/components/ui/masked-text";
import { OutcomeIcon } from "@/components/ui/outcome-icon";
import type { AgentEvent } from "@/lib/contract/event";
import { actorOf, shortenId } from "@/lib/timeline/actor";
import type { KinKind } from "@/lib/timeline/kin";
import { errorOf } from "@/lib/timeline/telling";
import { kinPath } from "./kin-path";

/** `field` is the filter parameter that finds other events with this value; null where there is none. */
type Row = {
  label: string;
  field: string | null;
  value: string | null;
  shown?: ReactNode;
  copies?: true;
  /** The filter language can leave this value out. */
  excludes?: true;
  /** Told elsewhere too, or of use to few: shown when asked for. */
  further?: true;
};

function rowsOf(event: AgentEvent, workspace: string, agentHref: string | null): Row[] {
  const pageOf = (kind: KinKind) => (id: string) => kinPath(workspace, { kind, id });
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
    idRow("Session", "session_id", event.session_id, pageOf("session")),
    idRow("Task", "task_id", event.task_id, pageOf("task")),
    { label: "Project", field: "project", value: event.project },
    { label: "Source", field: "source", value: event.source },
    {
      label: "Type",
      field: "kinds",
      value: event.event_type,
      shown: <span className="mono">{event.event_type}</span>,
      excludes: true,
      further: true,
    },
    { label: "Category", field: "categories", value: event.category, further: true },
    { label: "Severity", field: "severity", value: event.severity, further: true },
    { label: "Role", field: "agent_role", value: event.agent_role, further: true },
    { ...idRow("Trace", "trace_id", event.trace_id, pageOf("trace")), further: true },
    { ...idRow("Correlation", "correlation_id", event.correlation_id, pageOf("trace")), further: true },
    { ...idRow("Key", null, event.api_key), further: true },
    { ...idRow("Event", null, event.event_id), further: true },
    { ...idRow("Cursor", null, String(event.cursor)), further: true },
  ];
}

function idRow(label: string, field: string | null, value: string | null, pageOf?: (id: string) => string): Row {
  const id = <span className="mono">{shortenId(value ?? "")}</span>;
  const shown =
    value === null || pageOf === undefined ? (
      id
    ) : (
      <Link href={pageOf(value)} className="link">
        {id}
      </Link>
    );
  return { label, field, value, shown, copies: true };
}

/** What the event says of itself, each value ready to be filtered by, those to be pasted elsewhere to be copied. */
export function EventFields({
  event,
  workspace,
  agentHref,
  onFilter,
}: {
  event: AgentEvent;
  workspace: string;
  agentHref: string | null;
  onFilter: (field: string, value: string) => void;
}) {
  const [all, setAll] = useState(false);
  const rows = rowsOf(event, workspace, agentHref).filter(({ value }) => value !== null);
  const shown = all ? rows : rows.filter(({ further }) => !further);
  return (
    <>
      <dl className="kvs">
        {shown.map(({ label, value, shown: told, further: _, ...row }) => (
          <div key={label} className="kv">
            <dt>{label}</dt>
            <dd className="cut" title={value ?? undefined}>
              {told || <MaskedText text={value ?? ""} />}
            </dd>
            <Actions {...row} name={label.toLowerCase()} value={value ?? ""} onFilter={onFilter} />
          </div>
        ))}
      </dl>
      <button type="button" className="link kvmore" aria-expanded={all} onClick={() => setAll(!all)}>
        {all ? "Fewer fields" : `${rows.length - shown.length} more fields`}
      </button>
    </>
  );
}

function Actions({
  field,
  copies,
  excludes,
  name,
  value,
  onFilter,
}: Pick<Row, "field" | "copies" | "excludes"> & {
  name: string;
  value: string;
  onFilter: (field: string, value: string) => void;
}) {
  const filter = (click: MouseEvent) => {
    if (field !== null) onFilter(field, excludes && click.altKey ? `!${value}` : value);
  };
  return (
    <>
      <dd>
        {copies && <CopyButton label={`Copy ${name}`} text={value} />}
        {excludes && field !== null && (
          <IconButton size="small" label={`Leave out this ${name}`} onClick={() => onFilter(field, `!${value}`)}>
            <ListX className="i i13" />
          </IconButton>
        )}
      </dd>
      <dd>
        {field !== null && (
          <IconButton
            size="small"
            label={`Filter by this ${name}`}
            {...(excludes ? { title: `Filter by this ${name}; with Alt, leave it out` } : {})}
            onClick={filter}
          >
            <ListFilter className="i i13" />
          </IconButton>
        )}
      </dd>
    </>
  );
}
