import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { agentNamesQuery } from "@/lib/browser/agent-names-query";
import { ApiProblem } from "@/lib/browser/api";
import { permissionsQuery } from "@/lib/browser/permissions-query";
import { useMedia } from "@/lib/browser/use-media";
import { permissionMatrix } from "@/lib/timeline/permission-matrix";
import { NoPermissions } from "./no-permissions";
import { PermissionBar } from "./permission-bar";
import { PermissionDrawer } from "./permission-drawer";
import { PermissionGrid } from "./permission-grid";
import { PermissionList } from "./permission-list";
import { PermissionTable } from "./permission-table";
import { PermissionsNote } from "./permissions-note";
import { sinceMsOf } from "./since-ms";
import { usePermissionsAddress } from "./use-permissions-address";

/** How many decided pairs are read by themselves; more when asked for. */
const pairsStep = 10_000;

/** Who may do what: every decision that agents reported, as a matrix, a table, or on a phone a list. */
export function PermissionBoard({ workspace }: { workspace: string }) {
  const { address, setAddress } = usePermissionsAddress();
  const { since, view } = address;
  const query = useInfiniteQuery(permissionsQuery(workspace, since));
  const { data, error, isPending, hasNextPage, isFetching, fetchNextPage, refetch, dataUpdatedAt } = query;
  const { data: names = noNames } = useQuery(agentNamesQuery(workspace));
  const [pairsMax, setPairsMax] = useState(pairsStep);
  const isPhone = useMedia("(max-width: 760px)");
  const permissions = useMemo(() => data?.pages.flatMap((page) => page.permissions) ?? [], [data]);
  const shared = useMemo(() => sharedNames(permissions, names), [permissions, names]);
  const nameOf = useCallback(
    (agent: string) => {
      const name = names[agent];
      // Two of one name are told apart by how their ids end.
      return name !== undefined && shared.has(name) ? `${name} …${[...agent].slice(-6).join("")}` : name;
    },
    [names, shared],
  );

  useEffect(() => {
    if (hasNextPage && !isFetching && !error && permissions.length < pairsMax) void fetchNextPage();
  }, [hasNextPage, isFetching, error, permissions.length, pairsMax, fetchNextPage]);

  const { agent, operation, denied } = address;
  const matrix = useMemo(
    () =>
      permissionMatrix(permissions, {
        agent,
        operation,
        onlyDenied: denied,
        sinceMs: sinceMsOf(since, dataUpdatedAt),
        nameOf,
      }),
    [permissions, nameOf, agent, operation, denied, since, dataUpdatedAt],
  );
  const onOpen = useCallback(
    (ofAgent: string | null, ofOperation: string | null) =>
      void setAddress({ open_agent: ofAgent ?? "", open_operation: ofOperation ?? "" }, { history: "push" }),
    [setAddress],
  );
  const perCell = { nameOf, onOpen };
  const { open_agent, open_operation } = address;
  const open =
    open_agent === null || open_operation === null
      ? null
      : { agent: open_agent === "" ? null : open_agent, operation: open_operation === "" ? null : open_operation };

  return (
    <>
      <PermissionBar address={address} setAddress={setAddress} />
      {error && (
        <ErrorState
          title="Permissions can't be read just now"
          text={`${error.message}${permissions.length > 0 ? " What you see was read before." : ""}`}
          onRetry={() => void refetch()}
          requestId={error instanceof ApiProblem ? error.requestId : null}
        />
      )}
      {isPending && <Skeleton rows={10} label="Loading permissions" />}
      {data && matrix.permissions.length > 0 && (
        <PermissionsNote matrix={matrix} since={since} updatedAt={dataUpdatedAt} onlyDenied={denied} />
      )}
      {data && matrix.permissions.length === 0 && (
        <NoPermissions
          workspace={workspace}
          isFiltered={permissions.length > 0 || since !== null}
          onClear={() => void setAddress({ agent: null, operation: null, denied: null, since: null })}
        />
      )}
      {matrix.permissions.length > 0 && (
        <div className="min-h-0 min-[761px]:flex-1">
          {isPhone ? (
            <PermissionList matrix={matrix} {...perCell} />
          ) : view === "table" ? (
            <PermissionTable permissions={matrix.permissions} {...perCell} />
          ) : (
            <PermissionGrid matrix={matrix} {...perCell} />
          )}
        </div>
      )}
      {hasNextPage && permissions.length >= pairsMax && (
        <p className="sm muted flex flex-wrap items-center gap-3">
          {`The ${permissions.length.toLocaleString("en")} pairs decided last are here; there are more.`}
          <Button size="small" onClick={() => setPairsMax(permissions.length + pairsStep)}>
            Read more
          </Button>
        </p>
      )}
      {open && data && (
        <PermissionDrawer
          workspace={workspace}
          {...open}
          name={open.agent === null ? undefined : nameOf(open.agent)}
          permission={permissions.find((each) => each.agent_id === open.agent && each.operation === open.operation)}
          since={since}
          onClose={() => void setAddress({ open_agent: null, open_operation: null }, { history: "push" })}
        />
      )}
    </>
  );
}

const noNames: Readonly<Record<string, string>> = {};

/** Names that more than one of the agents goes by. */
function sharedNames(
  permissions: readonly { agent_id: string | null }[],
  names: Readonly<Record<string, string>>,
): ReadonlySet<string> {
  const once = new Set<string>();
  const more = new Set<string>();
  for (const agent of new Set(permissions.map(({ agent_id }) => agent_id))) {
    const name = agent === null ? undefined : names[agent];
    if (name !== undefined) (once.has(name) ? more : once).add(name);
  }
  return more;
}
