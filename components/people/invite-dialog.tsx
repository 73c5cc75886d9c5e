import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { TextInput } from "@/components/ui/text-input";
import { ApiProblem } from "@/lib/browser/api";
import { invitationsQuery, invite } from "@/lib/browser/members-query";
import { invitationDays } from "@/lib/contract/limits";
import type { InvitationDraft } from "@/lib/contract/members";
import { isRestrictable, type Role, roleMeaning, roles } from "@/lib/contract/roles";
import { ProjectPicker } from "./project-picker";

type InviteDialogProps = { workspace: string; role: Role; onClose: () => void };

/** Asks whom to invite as what, then shows the link, this once. */
export function InviteDialog({ workspace, role, onClose }: InviteDialogProps) {
  const queries = useQueryClient();
  const create = useMutation({
    mutationFn: (draft: InvitationDraft) => invite(workspace, draft),
    onSettled: () => queries.invalidateQueries({ queryKey: invitationsQuery(workspace).queryKey }),
  });
  if (create.data) {
    const link = `${location.origin}/invite#secret=${create.data.secret}`;
    return (
      <Dialog
        open
        onClose={onClose}
        title={create.data.mailed ? `A mail goes to ${create.data.email}` : `Send this link to ${create.data.email}`}
        lead={`${create.data.mailed ? "The link in it stands here too. " : ""}It works once, within ${invitationDays} days, and is shown this once. Whoever has it can join.`}
      >
        <div className="codeblock mt-4">
          <pre data-testid="invitation-link">{link}</pre>
          <CopyButton label="Copy link" done="Link copied" text={link} />
        </div>
        <div className="acts">
          <Button variant="primary" onClick={onClose}>
            I have it
          </Button>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog open onClose={onClose} title="Invite somebody" lead="They get a link with which they join.">
      <InviteForm
        workspace={workspace}
        role={role}
        isBusy={create.isPending}
        problem={create.error}
        onInvite={create.mutate}
        onCancel={onClose}
      />
    </Dialog>
  );
}

type InviteFormProps = {
  workspace: string;
  role: Role;
  isBusy: boolean;
  problem: Error | null;
  onInvite: (draft: InvitationDraft) => void;
  onCancel: () => void;
};

function InviteForm({ workspace, role, isBusy, problem, onInvite, onCancel }: InviteFormProps) {
  const [invitedAs, setInvitedAs] = useState<Role>("member");
  const [projects, setProjects] = useState<readonly string[] | null>(null);
  const seen = isRestrictable(invitedAs) ? projects : null;
  const faults = problem instanceof ApiProblem ? problem.errors : [];
  const faultAt = (path: string) => faults.find((fault) => fault.path === path)?.message;
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    onInvite({ email: String(form.get("email")).trim(), role: invitedAs, projects: seen && [...seen] });
  }
  return (
    <form className="form" onSubmit={submit}>
      <TextInput label="E-mail" name="email" type="email" autoComplete="off" required error={faultAt("email")} />
      <Field label="Role" error={faultAt("role")}>
        {(input) => (
          <select
            {...input}
            name="role"
            value={invitedAs}
            className="input"
            onChange={({ target }) => setInvitedAs(roles.find((known) => known === target.value) ?? "viewer")}
          >
            {roles
              .filter((known) => known !== "owner" || role === "owner")
              .map((known) => (
                <option key={known} value={known}>
                  {known}: {roleMeaning[known]}
                </option>
              ))}
          </select>
        )}
      </Field>
      {isRestrictable(invitedAs) ? (
        <ProjectPicker workspace={workspace} projects={projects} onChange={setProjects} error={faultAt("projects")} />
      ) : (
        <p className="hint">Whoever manages the workspace sees all projects.</p>
      )}
      {problem && faults.length === 0 && (
        <p role="alert" className="fault">
          {problem.message}
        </p>
      )}
      <div className="acts">
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" disabled={isBusy || seen?.length === 0}>
          Make a link
        </Button>
      </div>
    </form>
  );
}
