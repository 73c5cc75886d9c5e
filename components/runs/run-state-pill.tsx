import { Archive, Check, CircleDashed, type LucideIcon, Play, X } from "lucide-react";
import type { Session } from "@/lib/contract/session";
import type { SessionState, TaskState } from "@/lib/contract/states";

const looks: Readonly<Record<SessionState | TaskState, { tone: string; Icon: LucideIcon }>> = {
  open: { tone: "s-working", Icon: Play },
  started: { tone: "s-working", Icon: Play },
  created: { tone: "s-idle", Icon: CircleDashed },
  archived: { tone: "s-idle", Icon: Archive },
  done: { tone: "s-done", Icon: Check },
  completed: { tone: "s-done", Icon: Check },
  failed: { tone: "s-failed", Icon: X },
};

/** Where a session or a task stands, in a word. */
export function RunStatePill({ state }: { state: SessionState | TaskState }) {
  const { tone, Icon } = looks[state];
  return (
    <span className={`pill ${tone}`}>
      <Icon className="i i12" />
      {state}
    </span>
  );
}

/** A session is open until an end of it was heard. */
export function sessionState({ outcome }: Pick<Session, "outcome">): SessionState {
  return outcome ?? "open";
}
