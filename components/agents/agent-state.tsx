import { ageWords } from "@/components/ui/age-words";
import { StatusPill } from "@/components/ui/status-pill";
import { useNow } from "@/lib/browser/use-now";
import type { Agent } from "@/lib/contract/agent";

/** The state with its age, which goes on growing while somebody looks. */
export function AgentState({ status }: { status: Agent["status"] }) {
  const nowMs = useNow(1_000);
  const age = nowMs === null ? "" : ageWords(nowMs - Date.parse(status.since));
  return <StatusPill state={status.state} age={age} reason={status.reason} />;
}
