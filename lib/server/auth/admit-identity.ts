import { env, listSetting } from "../env";
import { findIdentity, joinByDomain, joinByInvitations, linkIdentity } from "../store/identities";
import { findPersonByEmail } from "../store/people";
import { auditOwn } from "./audit-own";
import type { ProviderProfile } from "./providers";

/** Whether a provider's word lets somebody in, and if not, why. */
export type Admission = "admitted" | "unverified" | "uninvited";

/**
 * Finds the person behind a provider's identity. An identity that is new to us is linked by the address that its provider
 * has verified, and by nothing else; an address that nobody here has gets in only by an invitation, or where its whole
 * domain may.
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
    await linkIdentity(person.id, identity);
    const viewer = { personId: person.id, email: person.email };
    await auditOwn(viewer, "person.account_linked", { address, target: provider, details: { email: profile.email } });
    return "admitted";
  }
  const newcomer = { ...identity, name: profile.name, address };
  if (await joinByInvitations(newcomer)) return "admitted";
  const workspace = workspaceOfDomain(profile.email);
  if (workspace === null) return "uninvited";
  return (await joinByDomain(newcomer, { workspace, role: "viewer" })) ? "admitted" : "uninvited";
}

function workspaceOfDomain(email: string): string | null {
  const domain = email.slice(email.lastIndexOf("@") + 1);
  const { SIGHTLINE_ALLOWED_EMAIL_DOMAINS: domains, SIGHTLINE_DOMAIN_WORKSPACE: workspace } = env();
  return workspace !== undefined && listSetting(domains).includes(domain) ? workspace : null;
}
