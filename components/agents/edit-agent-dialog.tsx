import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TextInput } from "@/components/ui/text-input";
import type { Agent } from "@/lib/contract/agent";
import { type AgentLabels, agentLabels } from "@/lib/contract/agent-labels";

type EditAgentDialogProps = { agent: Agent; onClose: () => void; onSave: (labels: AgentLabels) => void };

/** What people say of an agent. What the agent says of itself stays as it is. */
export function EditAgentDialog({ agent, onClose, onSave }: EditAgentDialogProps) {
  const [faults, setFaults] = useState<ReadonlyMap<string, string>>(new Map());

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name)).trim();
    const tags = text("tags").split(",");
    const parsed = agentLabels.safeParse({
      display_name: text("display_name") || null,
      owner: text("owner") || null,
      tags: tags.map((tag) => tag.trim()).filter((tag) => tag !== ""),
    });
    if (parsed.success) onSave(parsed.data);
    else setFaults(new Map(parsed.error.issues.map(({ path, message }) => [String(path[0]), message])));
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title="Edit the agent"
      lead="Everybody in the workspace sees it. Its events stay as they are."
    >
      <form className="form" onSubmit={submit}>
        <TextInput
          label="Name"
          name="display_name"
          defaultValue={agent.display_name ?? ""}
          placeholder={agent.agent_name ?? agent.agent_id}
          error={faults.get("display_name")}
        />
        <TextInput
          label="Owner"
          name="owner"
          defaultValue={agent.owner ?? ""}
          hint="Who answers for it"
          error={faults.get("owner")}
        />
        <TextInput
          label="Tags"
          name="tags"
          defaultValue={agent.tags.join(", ")}
          hint="Separated by commas"
          error={faults.get("tags")}
        />
        <div className="acts">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary">
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
