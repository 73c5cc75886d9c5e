import { EmptyState } from "@/components/ui/empty-state";
import { AllAgentsLink } from "./all-agents-link";

export default function AgentNotFound() {
  return (
    <main className="grid flex-1 place-items-center">
      <EmptyState
        title="No such agent"
        text="Nothing has reported here under this id, or the agent was deleted and has not reported since."
        actions={<AllAgentsLink />}
      />
    </main>
  );
}
