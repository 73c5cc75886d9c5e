import { env, listSetting } from "../env";
import { confirmEmailByIdentity } from "../store/email-confirmations";
import { findIdentity, joinByDomain, joinByInvitations, linkIdentity, type Newcomer } from "../store/identities";
import { findPersonByEmail } from "../store/people";
import { isUniqueViolation } from "../store/unique-violation";
import { auditOwn } from "./audit-own";
import type { ProviderProfile } from "./providers";
import type { Viewer } from "./viewer";

/** Whether a provider's word lets somebody in, and if not, why. */
export type Admission = "admitted" | "unverified" | "unconfirmed" | "uninvited";

/**
 * Finds the person behind a provider's identity. An identity that is new to us is linked by the address that its provider
 * has verified, and by nothing else; and only where the account's own address was shown to be its person's: who made an
 * account under another's address would otherwise have that other walk into it. An address that nobody has gets in only by
 * an invitation, or where its whole domain may.
 */
export async function admitIdentity(
  provider: string,
  profile: ProviderProfile,
  address: string | null,
): Promise<Admission> {
  if (await findIdentity(provider, profile.id)) return "admitted";
  if (profile.email === null) return "unverified";
  const identity = { provider, subject: profile.id, email: profile.email };
  const person = await findPersonByEmail(profile.email);
  if (person) {
    if (person.emailVerifiedAt === null) return "unconfirmed";
    await linkIdentity(person.id, identity);
    const viewer = { personId: person.id, email: person.email };
    await auditOwn(viewer, "person.account_linked", { address, target: provider, details: { email: profile.email } });
    return "admitted";
  }
  return joinOnce({ ...identity, name: profile.name, address });
}

/** Of two browsers in which somebody new arrives at once, one makes the account and the other finds it. */
async function joinOnce(newcomer: Newcomer): Promise<Admission> {
  try {
    if (await joinByInvitations(newcomer)) return "admitted";
    const workspace = workspaceOfDomain(newcomer.email);
    if (workspace === null) return "uninvited";
    return (await joinByDomain(newcomer, { workspace, role: "viewer" })) ? "admitted" : "uninvited";
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return (await findIdentity(newcomer.provider, newcomer.subject)) ? "admitted" : "unconfirmed";
  }
}

/** Links an identity to who asked for that while logged in, whatever its address; `taken` where it is another person's. */
export async function linkByHand(
  viewer: Viewer,
  { provider, profile, address }: { provider: string; profile: ProviderProfile; address: string | null },
): Promise<"linked" | "taken"> {
  const { id: subject, email } = profile;
  const isNew = await linkIdentity(viewer.personId, { provider, subject, email: email ?? "" });
  if (!isNew) return (await findIdentity(provider, subject))?.personId === viewer.personId ? "linked" : "taken";
  if (email !== null) await confirmEmailByIdentity(viewer.personId, email);
  await auditOwn(viewer, "person.account_linked", { address, target: provider, details: { email } });
  return "linked";
}

function workspaceOfDomain(email: string): string | null {
  const domain = email.slice(email.lastIndexOf("@") + 1);
  const { SIGHTLINE_ALLOWED_EMAIL_DOMAINS: domains, SIGHTLINE_DOMAIN_WORKSPACE: workspace } = env();
  return workspace !== undefined && listSetting(domains).includes(domain) ? workspace : null;
}
