import { type FocusEvent, type PointerEvent, useState } from "react";
import type { Agent } from "@/lib/contract/agent";
import { keepOrder } from "@/lib/timeline/select-agents";

/** For the element that holds the list. */
export type HoldOrder = {
  onPointerEnter: (event: PointerEvent) => void;
  onPointerLeave: () => void;
  onFocus: () => void;
  onBlur: (event: FocusEvent) => void;
};

/** Agents in the order given, which stays as it is while the pointer or the keyboard is in the list. */
export function useHeldOrder(agents: readonly Agent[]): {
  held: readonly Agent[];
  hold: HoldOrder;
  release: () => void;
} {
  const [order, setOrder] = useState<readonly string[] | null>(null);
  const held = order === null ? agents : keepOrder(agents, order);
  const keep = () => setOrder((before) => before ?? held.map(({ agent_id }) => agent_id));
  const release = () => setOrder(null);
  const hold: HoldOrder = {
    onPointerEnter: ({ pointerType }) => pointerType === "mouse" && keep(),
    onPointerLeave: release,
    onFocus: keep,
    onBlur: ({ currentTarget, relatedTarget }) => !currentTarget.contains(relatedTarget) && release(),
  };
  return { held, hold, release };
}
