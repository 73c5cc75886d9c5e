import { useQuery } from "@tanstack/react-query";
import { CopyButton } from "@/components/ui/copy-button";
import { Drawer } from "@/components/ui/drawer";
import { Instant } from "@/components/ui/instant";
import { Link } from "@/components/ui/link";
import { MaskedText } from "@/components/ui/masked-text";
import { eventAtQuery } from "@/lib/browser/event-at-query";
import type { Permission } from "@/lib/contract/permission";
import { formatFilter, type TimelineFilter } from "@/lib/timeline/filter";
import { agentWords, operationWords } from "./cell-words";

type PermissionDrawerProps = {
  workspace: string;
  agent: string | null;
  name: string | undefined;
  operation: string | null;
  permission: Permission | undefined;
  since: string | null;
  onClose: () => void;
};

/** What was decided of an agent's operation, why it was denied last, and the way to the events. */
export function PermissionDrawer({
  workspace,
  agent,
  name,
  operation,
  permission,
  since,
  onClose,
}: PermissionDrawerProps) {
  const about: TimelineFilter = {
    ...(agent === null ? {} : { agent_id: [agent] }),
    // What names no operation is still about permissions.
    ...(operation === null ? { categories: ["permissions"] } : { operation: [operation] }),
    ...(since === null ? {} : { since }),
  };
  const eventsOf = (filter: TimelineFilter) => `/w/${workspace}/events?${formatFilter(filter)}`;
  return (
    <Drawer
      open
      onClose={onClose}
      title={
        <>
          <b>{agentWords(agent, name)}</b> · <span className="op">{operationWords(operation)}</span>
        </>
      }
    >
      <dl className="facts">
        {agent !== null && (
          <>
            <dt>Agent</dt>
            <dd className="flex items-start gap-1">
              <Link className="link mono grow" href={`/w/${workspace}/agents/${encodeURIComponent(agent)}`}>
                {agent}
              </Link>
              <CopyButton label="Copy the agent's id" text={agent} />
            </dd>
          </>
        )}
        <dt>Allowed</dt>
        <dd>{permission?.allowed.toLocaleString("en") ?? "–"}</dd>
        <dt>Denied</dt>
        <dd className={permission?.denied ? "font-semibold text-denied" : ""}>
          {permission?.denied.toLocaleString("en") ?? "–"}
        </dd>
        <dt>Last decided</dt>
        <dd>{permission ? <Instant time={permission.last_seen} form="full" /> : "–"}</dd>
        {permission?.last_denial && <LastDenial workspace={workspace} denial={permission.last_denial} />}
      </dl>
      <p className="flex flex-wrap gap-2 border-t border-line px-4 py-3">
        <Link className="btn" href={eventsOf({ ...about, status: ["denied"] })}>
          Denied events
        </Link>
        <Link className="btn" href={eventsOf(about)}>
          All its events
        </Link>
      </p>
      <p className="sm faint px-4 pb-4">Counts are of everything that was ever reported here.</p>
    </Drawer>
  );
}

function LastDenial({ workspace, denial }: { workspace: string; denial: NonNullable<Permission["last_denial"]> }) {
  const { data: event } = useQuery(eventAtQuery(workspace, denial.cursor));
  const words = `cursor ${denial.cursor.toLocaleString("en")}`;
  return (
    <>
      <dt>Last denied</dt>
      <dd>
        <Instant time={denial.at} form="full" />
      </dd>
      <dt>Reason</dt>
      <dd>{denial.reason === null ? "None was given" : <MaskedText text={denial.reason} />}</dd>
      <dt>Proof</dt>
      <dd>
        {event ? (
          <Link className="link" href={`/w/${workspace}/events?event=${event.event_id}`}>
            {words}
          </Link>
        ) : (
          `${words}${event === null ? ", no longer kept" : ""}`
        )}
      </dd>
    </>
  );
}
