import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { toast } from "@/components/ui/toaster";
import { changeMember, membersQuery } from "@/lib/browser/members-query";
import type { Member } from "@/lib/contract/members";
import { isAtLeast, isRestrictable, type Role, roleMeaning, roles } from "@/lib/contract/roles";
import { projectWords } from "./project-words";

type MemberTableProps = {
  workspace: string;
  members: readonly Member[];
  /** The viewer's. */
  role: Role;
  viewerEmail: string;
  onRestrict: (member: Member) => void;
  onReset: (member: Member) => void;
  onRemove: (member: Member) => void;
};

export function MemberTable(props: MemberTableProps) {
  const { workspace, members, role, viewerEmail, onRestrict, onReset, onRemove } = props;
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: ({ id, role }: { id: string; role: Role; restricted: boolean }) =>
      changeMember(workspace, { id, role }),
    onSuccess(member, { restricted }) {
      const also = restricted && member.projects === null ? ", and sees all projects" : "";
      toast(`${member.name ?? member.email} is ${member.role} now${also}`);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: membersQuery(workspace).queryKey }),
  });
  const mayChange = (member: Member) => isAtLeast(role, "admin") && (role === "owner" || member.role !== "owner");
  return (
    <>
      {change.isError && (
        <p role="alert" className="fault px-3.5 pt-2">
          {change.error.message}
        </p>
      )}
      <div className="relative overflow-x-auto">
        <table className="table" aria-label="People">
          <thead>
            <tr>
              <th scope="col">Who</th>
              <th scope="col">Role</th>
              <th scope="col">Sees</th>
              <th scope="col">Since</th>
              <th scope="col">Last seen</th>
              <th scope="col">
                <span className="hide">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {members.map((member) => {
              const isSelf = member.email === viewerEmail;
              const called = member.name ?? member.email;
              return (
                <tr key={member.id}>
                  <td>
                    <b>{called}</b>
                    {isSelf && <span className="faint"> (you)</span>}
                    {member.name && <div className="xs faint">{member.email}</div>}
                  </td>
                  <td>
                    {mayChange(member) && !isSelf ? (
                      <select
                        aria-label={`Role of ${called}`}
                        className="field text-ink"
                        title={roleMeaning[member.role]}
                        value={member.role}
                        disabled={change.isPending}
                        onChange={({ target }) => {
                          const wanted = roles.find((known) => known === target.value);
                          if (wanted)
                            change.mutate({ id: member.id, role: wanted, restricted: member.projects !== null });
                        }}
                      >
                        {roles
                          .filter((known) => known !== "owner" || role === "owner")
                          .map((known) => (
                            <option key={known} value={known}>
                              {known}
                            </option>
                          ))}
                      </select>
                    ) : (
                      <span title={roleMeaning[member.role]}>{member.role}</span>
                    )}
                  </td>
                  <td className="muted whitespace-nowrap" title={member.projects?.join(", ")}>
                    {!isSelf && mayChange(member) && isRestrictable(member.role) ? (
                      <Button
                        variant="ghost"
                        size="small"
                        className="-ml-2.5"
                        aria-label={`${called} sees ${projectWords(member.projects)}, change`}
                        onClick={() => onRestrict(member)}
                      >
                        {projectWords(member.projects)}
                      </Button>
                    ) : (
                      projectWords(member.projects)
                    )}
                  </td>
                  <td className="muted whitespace-nowrap">
                    <Instant time={member.since} form="day" />
                  </td>
                  <td className="muted whitespace-nowrap">
                    {member.last_seen ? <Instant time={member.last_seen} form="day" /> : "–"}
                  </td>
                  <td className="text-right whitespace-nowrap">
                    {!isSelf && mayChange(member) && (
                      <Button
                        variant="ghost"
                        size="small"
                        aria-label={`Make a link for a new password of ${called}`}
                        onClick={() => onReset(member)}
                      >
                        New password
                      </Button>
                    )}
                    {(isSelf || mayChange(member)) && (
                      <Button
                        variant="ghost"
                        size="small"
                        aria-label={isSelf ? "Leave the workspace" : `Remove ${called}`}
                        onClick={() => onRemove(member)}
                      >
                        {isSelf ? "Leave" : "Remove"}
                      </Button>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </>
  );
}
