import { useCallback, useEffect, useRef } from "react";
import { useSingleKeys } from "@/lib/browser/use-single-keys";

export type InboxKeys = {
  step: (by: 1 | -1) => void;
  acknowledge: () => void;
  assign: () => void;
  snooze: () => void;
  toggleRead: () => void;
  pick: (how: { reach: boolean }) => void;
  close: () => void;
};

/** The inbox's keys: along the list, and what may be done with the entry in focus. */
export function useInboxKeys(keys: InboxKeys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  const actionOf = useCallback((key: string) => {
    const now = latest.current;
    switch (key) {
      case "j":
        return () => now.step(1);
      case "k":
        return () => now.step(-1);
      case "e":
        return now.acknowledge;
      case "a":
        return now.assign;
      case "s":
        return now.snooze;
      case "u":
        return now.toggleRead;
      case "x":
        return () => now.pick({ reach: false });
      case "X":
        return () => now.pick({ reach: true });
      case "Escape":
        return now.close;
      default:
        return null;
    }
  }, []);
  useSingleKeys(actionOf);
}
