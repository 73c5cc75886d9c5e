import { invitationDays } from "@/lib/contract/limits";
import type { Invitation } from "@/lib/contract/members";
import { composeMail } from "./compose-mail";
import type { Mail } from "./send-mail";

/** The link with which somebody joins, for them alone. */
export function invitationMail({ email, role, invited_by }: Invitation, url: string): Mail {
  return composeMail({
    to: email,
    subject: `${invited_by} invited you to Sightline`,
    before: [`${invited_by} invited you to a workspace of Sightline, as ${role}. This link lets you join:`],
    link: { text: "Join the workspace", url },
    after: [`It works once, within ${invitationDays} days. If you don't know who that is, do nothing.`],
  });
}
