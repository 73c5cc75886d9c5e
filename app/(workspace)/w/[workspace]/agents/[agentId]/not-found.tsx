import { NothingHere } from "@/components/shell/nothing-here";

export default function AgentNotFound() {
  return (
    <NothingHere
      title="No such agent"
      text="Nothing has reported here under this id, or the agent was deleted and has not reported since."
    />
  );
}
