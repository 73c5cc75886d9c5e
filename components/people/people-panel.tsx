"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { ApiProblem } from "@/lib/browser/api";
import { membersQuery } from "@/lib/browser/members-query";
import type { Member } from "@/lib/contract/members";
import { isAtLeast, type Role } from "@/lib/contract/roles";
import { InvitationsPanel } from "./invitations-panel";
import { InviteDialog } from "./invite-dialog";
import { MemberTable } from "./member-table";
import { ProjectsDialog } from "./projects-dialog";
import { RemoveMemberDialog } from "./remove-member-dialog";
import { ResetLinkDialog } from "./reset-link-dialog";

/** Who belongs to a workspace; admins invite, change roles and what is seen, and remove. */
export function PeoplePanel({ workspace, role, viewerEmail }: { workspace: string; role: Role; viewerEmail: string }) {
  const [isInviting, setInviting] = useState(false);
  const [leaving, setLeaving] = useState<Member | null>(null);
  const [restricted, setRestricted] = useState<Member | null>(null);
  const [forgetful, setForgetful] = useState<Member | null>(null);
  const members = useQuery(membersQuery(workspace));
  const isAdmin = isAtLeast(role, "admin");
  return (
    <div className="grid gap-4">
      <section className="panel" aria-labelledby="people-title">
        <header>
          <h2 id="people-title">People</h2>
          <span className="grow" />
          {isAdmin && (
            <Button variant="primary" onClick={() => setInviting(true)}>
              Invite
            </Button>
          )}
        </header>
        {members.isPending && <Skeleton rows={3} />}
        {members.isError && (
          <ErrorState
            title="The people can't be read just now"
            text={`${members.error.message} Who is logged in stays so.`}
            requestId={members.error instanceof ApiProblem ? members.error.requestId : null}
            onRetry={() => void members.refetch()}
          />
        )}
        {members.data && (
          <MemberTable
            workspace={workspace}
            members={members.data.members}
            role={role}
            viewerEmail={viewerEmail}
            onRestrict={setRestricted}
            onReset={setForgetful}
            onRemove={setLeaving}
          />
        )}
      </section>
      {isAdmin && <InvitationsPanel workspace={workspace} />}
      {isInviting && <InviteDialog workspace={workspace} role={role} onClose={() => setInviting(false)} />}
      {restricted && <ProjectsDialog workspace={workspace} member={restricted} onClose={() => setRestricted(null)} />}
      {forgetful && <ResetLinkDialog workspace={workspace} member={forgetful} onClose={() => setForgetful(null)} />}
      {leaving && (
        <RemoveMemberDialog
          workspace={workspace}
          member={leaving}
          isSelf={leaving.email === viewerEmail}
          onClose={() => setLeaving(null)}
        />
      )}
    </div>
  );
}
