import { Check, Hand, type LucideIcon, Moon, Play, Unplug, X } from "lucide-react";
import type { AgentState } from "@/lib/contract/states";

const icons: Readonly<Record<AgentState, LucideIcon>> = {
  working: Play,
  waiting: Hand,
  idle: Moon,
  done: Check,
  failed: X,
  lost: Unplug,
};

/** Where an agent stands and for how long; the reason is said beside it and on hover. */
export function StatusPill({ state, age, reason }: { state: AgentState; age?: string; reason?: string }) {
  const Icon = icons[state];
  return (
    <span className={`pill s-${state}`} title={reason}>
      <Icon className="i i12" />
      {state}
      {age && <span className="age">{age}</span>}
    </span>
  );
}
