import clsx from "clsx";
import { ArrowDown } from "lucide-react";
import type { ReactNode } from "react";
import type { Agent } from "@/lib/contract/agent";
import type { AgentSort } from "@/lib/timeline/select-agents";
import { AgentLine, type AgentShown } from "./agent-line";
import { spanWords } from "./agent-spark";
import type { HoldOrder } from "./use-held-order";

type AgentTableProps = Omit<AgentShown, "agent"> & {
  agents: readonly Agent[];
  sort: AgentSort;
  onSort: (sort: AgentSort) => void;
  hold: HoldOrder;
};

/** Agents a line each. A click on a head orders by it. */
export function AgentTable({ agents, sort, onSort, hold, ...shown }: AgentTableProps) {
  const head = (by: AgentSort, text: string, className?: string) => (
    <Head by={by} sort={sort} onSort={onSort} className={className}>
      {text}
    </Head>
  );
  return (
    <div className="panel overflow-hidden">
      <table className="table agents">
        <thead>
          <tr>
            {head("name", "Agent", "w-[14%]")}
            {head("attention", "State", "w-[148px]")}
            <th scope="col">What it did last</th>
            <th scope="col" className="w-[100px]">
              {spanWords(shown.span)}
            </th>
            {head("events", "Events", "num w-[72px]")}
            {head("errors", "Errors", "num w-[92px]")}
            {head("denials", "Denials", "num w-[92px]")}
            {head("budget", "Budget left", "w-[124px]")}
            {head("seen", "Seen", "num w-[80px]")}
          </tr>
        </thead>
        <tbody {...hold}>
          {agents.map((agent) => (
            <AgentLine key={agent.agent_id} agent={agent} {...shown} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type HeadProps = Pick<AgentTableProps, "sort" | "onSort"> & {
  by: AgentSort;
  className: string | undefined;
  children: ReactNode;
};

function Head({ by, sort, onSort, className, children }: HeadProps) {
  const isChosen = by === sort;
  return (
    <th
      scope="col"
      className={className}
      {...(isChosen ? { "aria-sort": by === "name" || by === "budget" ? "ascending" : "descending" } : {})}
    >
      <button type="button" className={clsx("sort", isChosen && "on")} onClick={() => onSort(by)}>
        {children}
        {isChosen && <ArrowDown aria-hidden className="i i12" />}
      </button>
    </th>
  );
}
