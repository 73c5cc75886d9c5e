import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TextInput } from "@/components/ui/text-input";
import { ApiProblem } from "@/lib/browser/api";
import type { Agent } from "@/lib/contract/agent";
import type { AgentLabels } from "@/lib/contract/agent-labels";

type EditAgentDialogProps = { agent: Agent; onClose: () => void; onSave: (labels: AgentLabels) => Promise<unknown> };

/** What people say of an agent. What the agent says of itself stays as it is. */
export function EditAgentDialog({ agent, onClose, onSave }: EditAgentDialogProps) {
  const [faults, setFaults] = useState<ReadonlyMap<string, string>>(new Map());
  const [isBusy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name)).trim();
    const tags = text("tags").split(",");
    setBusy(true);
    try {
      await onSave({
        display_name: text("display_name") || null,
        owner: text("owner") || null,
        tags: tags.map((tag) => tag.trim()).filter((tag) => tag !== ""),
      });
      onClose();
    } catch (problem) {
      const errors = problem instanceof ApiProblem ? problem.errors : [];
      setFaults(new Map(errors.map(({ path, message }) => [path.split(".", 1)[0] ?? path, message])));
      setBusy(false);
    }
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title="Edit the agent"
      lead="Everybody in the workspace sees it. Its events stay as they are."
    >
      <form className="form" onSubmit={(event) => void submit(event)}>
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
          <Button type="submit" variant="primary" disabled={isBusy}>
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
