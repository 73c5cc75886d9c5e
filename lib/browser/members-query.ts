import { queryOptions } from "@tanstack/react-query";
import type { ResetLink } from "../contract/account";
import type {
  CreatedInvitation,
  InvitationAnswer,
  InvitationDraft,
  InvitationList,
  JoinedWorkspace,
  Member,
  MemberList,
  ShownInvitation,
} from "../contract/members";
import type { Role } from "../contract/roles";
import { apiFetch } from "./api";
import { inWorkspace } from "./in-workspace";

const members = "/api/v1/members";
const invitations = "/api/v1/invitations";
const one = (path: string, id: string) => `${path}/${encodeURIComponent(id)}`;

export const membersQuery = (workspace: string) =>
  queryOptions({
    queryKey: ["members", workspace],
    queryFn: ({ signal }) => apiFetch<MemberList>(inWorkspace(members, workspace), { signal }),
  });

type MemberToBe = { id: string; role?: Role; projects?: readonly string[] | null };

export const changeMember = (workspace: string, { id, ...json }: MemberToBe) =>
  apiFetch<Member>(inWorkspace(one(members, id), workspace), { method: "PATCH", json });

export const removeMember = (workspace: string, { id, keys }: { id: string; keys: "keep" | "revoke" }) =>
  apiFetch<undefined>(inWorkspace(`${one(members, id)}?keys=${keys}`, workspace), { method: "DELETE" });

export const createResetLink = (workspace: string, id: string) =>
  apiFetch<ResetLink>(inWorkspace(`${one(members, id)}/reset-link`, workspace), { method: "POST" });

export const invitationsQuery = (workspace: string) =>
  queryOptions({
    queryKey: ["invitations", workspace],
    queryFn: ({ signal }) => apiFetch<InvitationList>(inWorkspace(invitations, workspace), { signal }),
  });

export const invite = (workspace: string, draft: InvitationDraft) =>
  apiFetch<CreatedInvitation>(inWorkspace(invitations, workspace), { method: "POST", json: draft });

export const revokeInvitation = (workspace: string, id: string) =>
  apiFetch<undefined>(inWorkspace(one(invitations, id), workspace), { method: "DELETE" });

export const lookAtInvitation = (secret: string) =>
  apiFetch<ShownInvitation>(`${invitations}/look`, { method: "POST", json: { secret } });

export const acceptInvitation = (answer: InvitationAnswer) =>
  apiFetch<JoinedWorkspace>(`${invitations}/accept`, { method: "POST", json: answer });
