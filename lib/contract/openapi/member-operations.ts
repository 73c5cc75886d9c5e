import { z } from "zod";
import { workspaceQuery } from "./filter-query";
import type { Operation } from "./operation";

const query = z.object(workspaceQuery);

export const memberOperations: readonly Operation[] = [
  {
    method: "GET",
    path: "/api/v1/members",
    id: "listMembers",
    tag: "People",
    summary: "Everybody who belongs to the workspace",
    query,
    answers: { 200: { description: "The members", content: { "application/json": "MemberList" } } },
  },
  {
    method: "PATCH",
    path: "/api/v1/members/{id}",
    id: "changeMember",
    tag: "People",
    summary: "Give a member another role; only owners make and change owners, and one is always left",
    segments: { id: "The member's id" },
    query,
    body: { "application/json": "MemberChange" },
    answers: { 200: { description: "The member", content: { "application/json": "Member" } } },
  },
  {
    method: "DELETE",
    path: "/api/v1/members/{id}",
    id: "removeMember",
    tag: "People",
    summary: "Take a member out, or leave: it counts at once, and open streams end",
    segments: { id: "The member's id" },
    query: query.extend({
      keys: z
        .enum(["keep", "revoke"])
        .default("keep")
        .meta({ description: "Whether the keys that they made go on working" }),
    }),
    answers: { 204: { description: "Removed" } },
  },
  {
    method: "GET",
    path: "/api/v1/invitations",
    id: "listInvitations",
    tag: "People",
    summary: "The invitations that can still be accepted",
    query,
    answers: { 200: { description: "The invitations", content: { "application/json": "InvitationList" } } },
  },
  {
    method: "POST",
    path: "/api/v1/invitations",
    id: "invite",
    tag: "People",
    summary: "Invite somebody by a link that works once, within 7 days",
    description: "The link is /invite#secret= and the secret. An open invitation of the same address ends.",
    query,
    body: { "application/json": "InvitationDraft" },
    answers: {
      201: { description: "The invitation, with its secret", content: { "application/json": "CreatedInvitation" } },
    },
  },
  {
    method: "DELETE",
    path: "/api/v1/invitations/{id}",
    id: "revokeInvitation",
    tag: "People",
    summary: "Let an invitation count no more",
    segments: { id: "The invitation's id" },
    query,
    answers: { 204: { description: "Revoked" } },
  },
  {
    method: "POST",
    path: "/api/v1/invitations/look",
    id: "lookAtInvitation",
    tag: "People",
    summary: "What the holder of a link is invited to",
    body: { "application/json": "InvitationLook" },
    answers: { 200: { description: "The invitation", content: { "application/json": "ShownInvitation" } } },
  },
  {
    method: "POST",
    path: "/api/v1/invitations/accept",
    id: "acceptInvitation",
    tag: "People",
    summary: "Join, with a new account or the one that is logged in",
    body: { "application/json": "InvitationAnswer" },
    answers: { 200: { description: "Joined", content: { "application/json": "JoinedWorkspace" } } },
  },
];
