import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { toast } from "@/components/ui/toaster";
import { invitationsQuery, revokeInvitation } from "@/lib/browser/members-query";
import type { Invitation } from "@/lib/contract/members";
import { projectWords } from "./project-words";

/** The invitations that can still be accepted; nothing where there are none. */
export function InvitationsPanel({ workspace }: { workspace: string }) {
  const queries = useQueryClient();
  const { data } = useQuery(invitationsQuery(workspace));
  const revoke = useMutation({
    mutationFn: ({ id }: Invitation) => revokeInvitation(workspace, id),
    onSuccess: (_, { email }) => toast(`The invitation of ${email} is revoked`),
    onSettled: () => queries.invalidateQueries({ queryKey: invitationsQuery(workspace).queryKey }),
  });
  if (!data || data.invitations.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="invitations-title">
      <header>
        <h2 id="invitations-title">Open invitations</h2>
      </header>
      {revoke.isError && (
        <p role="alert" className="fault px-3.5 pt-2">
          {revoke.error.message}
        </p>
      )}
      <div className="relative overflow-x-auto">
        <table className="table" aria-label="Open invitations">
          <thead>
            <tr>
              <th scope="col">Who</th>
              <th scope="col">Role</th>
              <th scope="col">Will see</th>
              <th scope="col">Invited by</th>
              <th scope="col">Until</th>
              <th scope="col">
                <span className="hide">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.invitations.map((invitation) => (
              <tr key={invitation.id}>
                <td>{invitation.email}</td>
                <td>{invitation.role}</td>
                <td className="muted whitespace-nowrap" title={invitation.projects?.join(", ")}>
                  {projectWords(invitation.projects)}
                </td>
                <td className="muted">{invitation.invited_by}</td>
                <td className="muted whitespace-nowrap">
                  <Instant time={invitation.expires_at} form="day" />
                </td>
                <td className="text-right">
                  <Button
                    variant="ghost"
                    size="small"
                    aria-label={`Revoke the invitation of ${invitation.email}`}
                    disabled={revoke.isPending}
                    onClick={() => revoke.mutate(invitation)}
                  >
                    Revoke
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
