import type { Account } from "@/lib/contract/account";
import { AppError } from "../errors";
import { findAccount } from "../store/people";

/** A person as their own page shows them. */
export async function readAccount(personId: string): Promise<Account> {
  const person = await findAccount(personId);
  if (!person) throw new AppError("not_found", { public: "No such person." });
  const since = person.secondFactor?.confirmedAt ?? null;
  return {
    email: person.email,
    email_confirmed: person.emailVerifiedAt !== null,
    name: person.name,
    has_password: person.passwordHash !== null,
    second_factor: since && { since: since.toISOString(), recovery_codes_left: person.recoveryCodes.length },
    identities: person.identities.map(({ provider, subject, email, createdAt }) => ({
      provider,
      subject,
      email: email === "" ? null : email,
      linked_at: createdAt.toISOString(),
    })),
  };
}
