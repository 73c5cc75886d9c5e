import { useState } from "react";
import { Button } from "@/components/ui/button";
import { PermissionMark } from "@/components/ui/permission-mark";
import { shortenId } from "@/lib/timeline/actor";
import type { PermissionMatrix } from "@/lib/timeline/permission-matrix";
import { agentWords, countWords, operationWords } from "./cell-words";

type PermissionListProps = {
  matrix: PermissionMatrix;
  nameOf: (agent: string) => string | undefined;
  onOpen: (agent: string | null, operation: string | null) => void;
};

const step = 20;

/** The matrix where there is no room for one: each agent with its operations below. */
export function PermissionList({ matrix, nameOf, onOpen }: PermissionListProps) {
  const [shown, setShown] = useState(step);
  const { agents, operations, find } = matrix;
  return (
    <div className="grid gap-3">
      {agents.slice(0, shown).map((agent) => {
        const name = agent === null ? agentWords(null) : (nameOf(agent) ?? shortenId(agent));
        return (
          <section key={agent} aria-label={name} className="panel overflow-hidden">
            <header>
              <h2 className="cut">{name}</h2>
            </header>
            <ul>
              {operations.map((operation) => {
                const permission = find(agent, operation);
                return (
                  permission && (
                    <li key={operation} className="border-b border-line last:border-0">
                      <button
                        type="button"
                        className="flex min-h-11 w-full items-center gap-3 px-[14px] py-1 text-left"
                        onClick={() => onOpen(agent, operation)}
                      >
                        <PermissionMark permission={permission} />
                        <span className="mono grow [overflow-wrap:anywhere]">{operationWords(operation)}</span>
                        <span className="sm faint flex-none text-right">{countWords(permission)}</span>
                      </button>
                    </li>
                  )
                );
              })}
            </ul>
          </section>
        );
      })}
      {agents.length > shown && (
        <Button onClick={() => setShown(shown + step)}>{`Show more of ${agents.length} agents`}</Button>
      )}
    </div>
  );
}
