import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toaster";
import { ApiProblem } from "@/lib/browser/api";
import { changeMember, membersQuery } from "@/lib/browser/members-query";
import type { Member } from "@/lib/contract/members";
import { ProjectPicker } from "./project-picker";
import { projectWords } from "./project-words";

type ProjectsDialogProps = { workspace: string; member: Member; onClose: () => void };

/** Asks which projects a member is to see. */
export function ProjectsDialog({ workspace, member, onClose }: ProjectsDialogProps) {
  const queries = useQueryClient();
  const [projects, setProjects] = useState<readonly string[] | null>(member.projects);
  const called = member.name ?? member.email;
  const save = useMutation({
    mutationFn: () => changeMember(workspace, { id: member.id, projects }),
    async onSuccess(changed) {
      toast(`${called} sees ${projectWords(changed.projects)} now`);
      await queries.invalidateQueries({ queryKey: membersQuery(workspace).queryKey });
      onClose();
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={`What ${called} sees`}
      lead="Of other projects, and of events that name none, they see nothing: in no list, search, statistic, export or notification. It counts within seconds, for the keys that they made too."
    >
      <div className="mt-4">
        <ProjectPicker
          workspace={workspace}
          projects={projects}
          onChange={setProjects}
          error={save.error ? (save.error instanceof ApiProblem ? save.error.detail : save.error.message) : undefined}
        />
      </div>
      <div className="acts">
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="primary" disabled={save.isPending || projects?.length === 0} onClick={() => save.mutate()}>
          Save
        </Button>
      </div>
    </Dialog>
  );
}
