import type { AgentState } from "@/lib/contract/states";

// Those who need somebody, and those at work: all that is read before the stream tells of everybody.
export const troubledStates: readonly AgentState[] = ["waiting", "failed", "lost"];
export const busyStates: readonly AgentState[] = ["working"];
