import { env } from "../env";
import { composeMail } from "../mail/compose-mail";
import type { Mail } from "../mail/send-mail";
import type { DigestRule, DueDigest } from "../store/digests";

/** What began since the last digest and is unread, by rule; never empty. */
export function digestMail({ email, workspace, every }: DueDigest, rules: readonly DigestRule[]): Mail {
  const total = rules.reduce((sum, { count }) => sum + count, 0);
  const inbox = `${ownAddress()}/w/${workspace.slug}/inbox`;
  const mail = composeMail({
    to: email,
    subject: `${total} unread ${total === 1 ? "notification" : "notifications"} in ${workspace.name}`,
    before: [`Since the last ${every} digest, unread in ${workspace.name}:`],
    lists: rules.map(({ rule, count, newest }) => ({
      heading: `${rule} (${count})`,
      lines: [
        ...newest.map((one) => `${one.title}${one.count > 1 ? ` (×${one.count})` : ""}, ${timeWords(one.at)}`),
        ...(count > newest.length ? [`and ${count - newest.length} more`] : []),
      ],
    })),
    link: { text: "Open the inbox", url: inbox },
    after: [`How often this comes, and whether at all, you say under ${preferencesAddress(workspace.slug)}`],
  });
  return { ...mail, headers: { "List-Unsubscribe": `<${preferencesAddress(workspace.slug)}>` } };
}

const preferencesAddress = (slug: string) => `${ownAddress()}/w/${slug}/account`;

/** A mail answers no request, so what the server isn't told it can't know: then it names itself as its own machine does. */
function ownAddress(): string {
  const { NEXTAUTH_URL, HOST, PORT } = env();
  if (NEXTAUTH_URL) return new URL(NEXTAUTH_URL).origin;
  return `http://${["0.0.0.0", "::"].includes(HOST) ? "localhost" : HOST}:${PORT}`;
}

/** The zone of whoever reads it is not known here. */
const timeWords = (at: Date) => `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
