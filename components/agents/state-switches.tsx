import type { AgentState } from "@/lib/contract/states";

type StateSwitchesProps = {
  counts: readonly { state: AgentState; count: number }[];
  chosen: readonly AgentState[];
  onChange: (chosen: AgentState[]) => void;
};

/** How many agents stand in each state; pressing shows only these, pressing more of them shows any of these. */
export function StateSwitches({ counts, chosen, onChange }: StateSwitchesProps) {
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  const known = new Set(counts.map(({ state }) => state));
  // One that was chosen and has no agent any more can still be let go of.
  const shown = [...counts, ...chosen.filter((state) => !known.has(state)).map((state) => ({ state, count: 0 }))];
  const toggled = (state: AgentState) =>
    chosen.includes(state) ? chosen.filter((each) => each !== state) : [...chosen, state];
  return (
    <fieldset className="seg states" aria-label="State">
      <button type="button" aria-pressed={chosen.length === 0} onClick={() => onChange([])}>
        All <span className="n">{total.toLocaleString("en")}</span>
      </button>
      {shown.map(({ state, count }) => (
        <button
          key={state}
          type="button"
          aria-pressed={chosen.includes(state)}
          onClick={() => onChange(toggled(state))}
        >
          <i className={`dot s-${state}`} aria-hidden />
          <span className="n">{count.toLocaleString("en")}</span> {state}
        </button>
      ))}
    </fieldset>
  );
}
