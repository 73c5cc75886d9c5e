import { issueResetLink } from "@/lib/server/auth/reset-link";
import { openDatabase } from "@/lib/server/db/open-database";
import { closePools } from "@/lib/server/db/pool";
import { prisma } from "@/lib/server/db/prisma";
import { env } from "@/lib/server/env";
import { appendAuditOfPerson } from "@/lib/server/store/audit-log";
import { findPersonByEmail } from "@/lib/server/store/people";
import { FriendlyError } from "./friendly-error.mjs";

/** Makes a link for somebody's new password, beside whatever instance is running, and prints it. */
export async function printResetLink(email: string): Promise<void> {
  const { NEXTAUTH_URL, HOST, PORT } = env();
  const database = await openDatabase(env(), (message) => console.log(message), new AbortController().signal);
  try {
    const person = await findPersonByEmail(email);
    if (!person) throw new FriendlyError(`Nobody here has the address ${email}.`);
    const host = ["0.0.0.0", "::"].includes(HOST) ? "localhost" : HOST;
    const origin = NEXTAUTH_URL ?? `http://${host}:${PORT}`;
    const { url } = await issueResetLink(person.id, { origin, mailed: false });
    const actor = { kind: "system", id: null, label: "Command line" } as const;
    await appendAuditOfPerson(person.id, { actor, act: "person.password_reset_made", target: person.email });
    console.log(`With this link ${person.email} sets a new password, once and within an hour:\n\n  ${url}\n`);
  } finally {
    await prisma().$disconnect();
    await closePools();
    await database.release();
  }
}
