import { Ban, Check, X } from "lucide-react";
import type { EventStatus } from "@/lib/contract/event-form";

const icons = { success: Check, failure: X, denied: Ban };

/** Keeps its place where the event says no outcome. `silent` where the outcome stands beside it in words. */
export function OutcomeIcon({ status, silent = false }: { status: EventStatus | null; silent?: boolean }) {
  if (status === null) return <span />;
  const Icon = icons[status];
  return (
    <span className={`out ${status}`} title={status}>
      <Icon className="i i14" />
      {!silent && <span className="hide">{status}</span>}
    </span>
  );
}
