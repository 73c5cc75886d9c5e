import { z } from "zod";
import { hasCharactersAtMost, isStorable, textCharactersMax } from "./event-form";
import { memberProjectsMax, passwordCharactersMin } from "./limits";
import { isRestrictable, roles } from "./roles";

const role = z.enum(roles, { error: `Must be one of ${roles.join(", ")}.` });

const projectForm = `Each must be text of 1 to ${textCharactersMax} characters.`;

/** The only projects whose events somebody sees, each once; null: all events. */
const projects = z
  .array(
    z
      .string(projectForm)
      .min(1, projectForm)
      .refine((project) => hasCharactersAtMost(project, textCharactersMax) && isStorable(project), projectForm),
    { error: "Must be a list of projects, or null for all." },
  )
  .min(1, "At least one project; null for all.")
  .max(memberProjectsMax, `At most ${memberProjectsMax}.`)
  .transform((given) => [...new Set(given)])
  .nullable();

const restrictableForm = "Only members and viewers can be restricted to projects.";
const shownProjects = z
  .array(z.string())
  .nullable()
  .meta({ description: "The only projects whose events they see; null: all" });

/** Somebody who belongs to a workspace. */
export const member = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string().nullable(),
  role,
  projects: shownProjects,
  since: z.string(),
  last_seen: z.string().nullable(),
  keys: z.int().meta({ description: "How many keys in use they have made" }),
});
export type Member = z.infer<typeof member>;

export const memberList = z.object({ members: z.array(member) });
export type MemberList = z.infer<typeof memberList>;

/** Body of `PATCH /api/v1/members/{id}`. Whoever becomes an admin or an owner sees everything again. */
export const memberChange = z
  .strictObject({
    role: role.optional(),
    projects: projects.optional().meta({ description: "The only projects whose events they see; null: all" }),
  })
  .refine((change) => change.role !== undefined || change.projects !== undefined, {
    path: ["role"],
    error: "Give a role, or projects.",
  })
  .refine((change) => !change.projects || change.role === undefined || isRestrictable(change.role), {
    path: ["projects"],
    error: restrictableForm,
  });
export type MemberChange = z.infer<typeof memberChange>;

/** How many invitations of a workspace may be open at the same time. */
export const invitationsMax = 200;

/** Body of `POST /api/v1/invitations`. */
export const invitationDraft = z
  .strictObject({
    email: z.email("Must be an e-mail address.").max(200, "At most 200 characters.").toLowerCase(),
    role,
    projects: projects.optional().meta({ description: "The only projects whose events they will see; null: all" }),
  })
  .refine((draft) => !draft.projects || isRestrictable(draft.role), { path: ["projects"], error: restrictableForm });
export type InvitationDraft = z.infer<typeof invitationDraft>;

/** An invitation that is still open. */
export const invitation = z.object({
  id: z.string(),
  email: z.string(),
  role,
  projects: shownProjects,
  invited_by: z.string(),
  created_at: z.string(),
  expires_at: z.string(),
});
export type Invitation = z.infer<typeof invitation>;

export const invitationList = z.object({ invitations: z.array(invitation) });
export type InvitationList = z.infer<typeof invitationList>;

/** The secret stands in the link's fragment, which no server and no log ever sees. */
export const createdInvitation = invitation.extend({
  mailed: z.boolean().meta({ description: "Whether the link is on its way by mail as well" }),
  secret: z.string().meta({ description: "What the link carries after #secret=, this once" }),
});
export type CreatedInvitation = z.infer<typeof createdInvitation>;

const secret = z.string({ error: "Is required." }).min(1, "Is required.").max(200, "At most 200 characters.");

/** Body of `POST /api/v1/invitations/look`. */
export const invitationLook = z.strictObject({ secret });

/** What the holder of a link may know of it. */
export const shownInvitation = z.object({
  workspace: z.object({ slug: z.string(), name: z.string() }),
  email: z.string(),
  role,
  invited_by: z.string(),
  has_account: z.boolean().meta({ description: "Whether the invited have an account: then they log in and join" }),
  viewer: z.string().nullable().meta({ description: "Who is logged in where the link was opened" }),
});
export type ShownInvitation = z.infer<typeof shownInvitation>;

const passwordForm = `Must have at least ${passwordCharactersMin} characters.`;

/** Body of `POST /api/v1/invitations/accept`; name and password where the invited have no account yet. */
export const invitationAnswer = z.strictObject({
  secret,
  name: z
    .string()
    .trim()
    .min(1, "Is required.")
    .max(100, "At most 100 characters.")
    .refine(isStorable, "Contains a NUL character or a lone surrogate.")
    .optional(),
  password: z.string().min(passwordCharactersMin, passwordForm).max(1_000, "At most 1,000 characters.").optional(),
});
export type InvitationAnswer = z.infer<typeof invitationAnswer>;

/** Where the invited belong now. */
export const joinedWorkspace = z.object({ workspace: z.string(), email: z.string() });
export type JoinedWorkspace = z.infer<typeof joinedWorkspace>;
