import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { MaskedText } from "@/components/ui/masked-text";
import { PermissionMark } from "@/components/ui/permission-mark";
import type { Permission } from "@/lib/contract/permission";
import { shortenId } from "@/lib/timeline/actor";
import { agentWords, decisionWords, operationWords } from "./cell-words";

type PermissionTableProps = {
  permissions: readonly Permission[];
  nameOf: (agent: string) => string | undefined;
  onOpen: (agent: string | null, operation: string | null) => void;
};

const step = 200;

/** Each decided pair as a line of its own, the one decided last first. */
export function PermissionTable({ permissions, nameOf, onOpen }: PermissionTableProps) {
  const [shown, setShown] = useState(step);
  return (
    <>
      <div className="panel overflow-auto">
        <table className="table pairs">
          <thead>
            <tr>
              <th>Agent</th>
              <th>Operation</th>
              <th>
                <span className="hide">Decision</span>
              </th>
              <th className="text-right">Allowed</th>
              <th className="text-right">Denied</th>
              <th>Last denied</th>
              <th className="w-[36%]">Last reason</th>
            </tr>
          </thead>
          <tbody>
            {permissions.slice(0, shown).map((permission) => {
              const { agent_id, operation, allowed, denied, last_denial } = permission;
              const name = agent_id === null ? agentWords(null) : (nameOf(agent_id) ?? shortenId(agent_id));
              return (
                <tr key={permission.cursor}>
                  <th scope="row" title={agent_id ?? undefined}>
                    {name}
                  </th>
                  <td>
                    <button
                      type="button"
                      className="link mono text-left"
                      onClick={() => onOpen(agent_id, operation)}
                      aria-label={`${name}, ${operationWords(operation)}: ${decisionWords(permission)}`}
                    >
                      {operationWords(operation)}
                    </button>
                  </td>
                  <td>
                    <PermissionMark permission={permission} />
                  </td>
                  <td className="text-right">{allowed.toLocaleString("en")}</td>
                  <td className={denied > 0 ? "text-right font-semibold text-denied" : "faint text-right"}>
                    {denied.toLocaleString("en")}
                  </td>
                  <td className="sm whitespace-nowrap">
                    {last_denial ? <Instant time={last_denial.at} form="moment" /> : <span className="faint">–</span>}
                  </td>
                  <td className="sm muted">{last_denial?.reason ? <MaskedText text={last_denial.reason} /> : "–"}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {permissions.length > shown && (
        <Button className="mt-3" onClick={() => setShown(shown + step)}>
          {`Show ${Math.min(step, permissions.length - shown)} more of ${permissions.length.toLocaleString("en")}`}
        </Button>
      )}
    </>
  );
}
