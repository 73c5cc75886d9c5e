import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "@/components/ui/link";
import { PermissionMark } from "@/components/ui/permission-mark";
import { agentPermissionsQuery } from "@/lib/browser/agent-runs-query";
import type { Permission } from "@/lib/contract/permission";
import { AgentPanel } from "./agent-panel";
import { agentPaths } from "./agent-paths";

const shownFirst = 8;

/** What the agent was allowed and denied, the most denied first. */
export function AgentOperations({ workspace, agentId }: { workspace: string; agentId: string }) {
  const [isWhole, setWhole] = useState(false);
  const query = useQuery(agentPermissionsQuery({ workspace, agentId }));
  const all = query.data?.permissions.toSorted((a, b) => b.denied - a.denied || b.allowed - a.allowed) ?? [];
  const shown = isWhole ? all : all.slice(0, shownFirst);
  return (
    <AgentPanel
      title="Operations"
      note="allowed and denied"
      more={
        all.length > shownFirst && (
          <button type="button" className="link" onClick={() => setWhole(!isWhole)}>
            {isWhole ? "Fewer" : `All ${all.length}${query.data?.has_more ? "+" : ""}`}
          </button>
        )
      }
      query={query}
    >
      {() =>
        all.length === 0 ? (
          <p className="p-[14px] text-ink-2">It has not asked for any.</p>
        ) : (
          <table className="table small">
            <thead>
              <tr>
                <th scope="col">Operation</th>
                <th scope="col" className="num">
                  Allowed
                </th>
                <th scope="col" className="num">
                  Denied
                </th>
                <th scope="col" className="reason">
                  Last reason
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map((permission) => (
                <Line key={permission.operation ?? ""} permission={permission} {...{ workspace, agentId }} />
              ))}
            </tbody>
          </table>
        )
      }
    </AgentPanel>
  );
}

function Line({ permission, workspace, agentId }: { permission: Permission; workspace: string; agentId: string }) {
  const { operation, allowed, denied, last_denial } = permission;
  const reason = last_denial?.reason ?? "";
  return (
    <tr>
      <td>
        <span className="flex items-center gap-2">
          <PermissionMark permission={permission} />
          {operation === null ? (
            <span className="faint">unnamed</span>
          ) : (
            <Link className="mono cut hover:underline" href={agentPaths(workspace, agentId).events({ operation })}>
              {operation}
            </Link>
          )}
        </span>
      </td>
      <td className={allowed === 0 ? "num faint" : "num"}>{allowed.toLocaleString("en")}</td>
      <td className={denied === 0 ? "num faint" : "num font-semibold text-denied"}>{denied.toLocaleString("en")}</td>
      <td className="cut sm faint" title={reason}>
        {reason}
      </td>
    </tr>
  );
}
