import { ArrowDownWideNarrow, LayoutGrid, Rows3, Search } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";
import { MenuItem } from "@/components/ui/menu-item";
import { Segmented } from "@/components/ui/segmented";
import type { Agent } from "@/lib/contract/agent";
import { type AgentSort, agentSorts, countStates } from "@/lib/timeline/select-agents";
import { StateSwitches } from "./state-switches";
import type { AgentsAddress, ChangeAgentsAddress } from "./use-agents-address";
import { ValuesMenu } from "./values-menu";

const sortNames: Readonly<Record<AgentSort, string>> = {
  attention: "What needs a person",
  seen: "Last seen",
  name: "Name",
  events: "Events",
  errors: "Errors",
  denials: "Denials",
  budget: "Budget left",
};

type AgentsBarProps = {
  address: AgentsAddress;
  onChange: ChangeAgentsAddress;
  /** All that is known, for the values to choose from. */
  agents: readonly Agent[];
  /** What is chosen, whatever its state. */
  inAnyState: readonly Agent[];
};

/** Which agents are shown, in which order and how. */
export function AgentsBar({ address, onChange, agents, inAnyState }: AgentsBarProps) {
  const { layout, sort, span, state, role, source, text, archived } = address;
  const values = (field: "agent_role" | "source") => [...new Set(agents.flatMap((agent) => agent[field] ?? []))];
  return (
    <div className="agents-bar">
      <StateSwitches
        counts={countStates(inAnyState)}
        chosen={state}
        onChange={(chosen) => onChange({ state: chosen })}
      />
      <label className="field">
        <Search className="i i14" />
        <span className="hide">Find an agent</span>
        <input
          type="search"
          value={text}
          placeholder="Name, id, owner or tag"
          onChange={({ target }) => onChange({ text: target.value })}
        />
      </label>
      <ValuesMenu
        name="Role"
        values={values("agent_role")}
        chosen={role}
        onChange={(chosen) => onChange({ role: chosen })}
      />
      <ValuesMenu
        name="Source"
        values={values("source")}
        chosen={source}
        onChange={(chosen) => onChange({ source: chosen })}
      />
      {(archived || agents.some((agent) => agent.archived)) && (
        <Button pressed={archived} onClick={() => onChange({ archived: !archived })}>
          Archived too
        </Button>
      )}
      <span className="grow" />
      <Menu
        align="end"
        trigger={
          <Button aria-label={`Order: ${sortNames[sort]}`}>
            <ArrowDownWideNarrow className="i i14" />
            {sortNames[sort]}
          </Button>
        }
      >
        {agentSorts.map((each) => (
          <MenuItem key={each} checked={each === sort} onSelect={() => onChange({ sort: each })}>
            {sortNames[each]}
          </MenuItem>
        ))}
      </Menu>
      <Segmented
        label="Activity of the last"
        value={span}
        options={[
          { value: "1h", text: "1 h" },
          { value: "24h", text: "24 h" },
        ]}
        onChange={(next) => onChange({ span: next })}
      />
      <Segmented
        label="Layout"
        value={layout}
        options={[
          { value: "table", name: "Table", text: <Rows3 className="i i14" /> },
          { value: "cards", name: "Cards", text: <LayoutGrid className="i i14" /> },
        ]}
        onChange={(next) => onChange({ layout: next })}
      />
    </div>
  );
}
