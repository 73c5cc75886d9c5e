import { createTransport } from "nodemailer";
import { env } from "../env";
import { log } from "../log";
import { processState } from "../process-state";

export type Mail = { to: string; subject: string; text: string; html: string; headers?: Record<string, string> };

/** A server that doesn't answer is given up then. */
const serverMayTakeMs = 20_000;

const outbox = processState("outbox", () => ({ sending: new Set<Promise<void>>() }));

/** Whether mail can be sent at all; where it can't, links are shown to be copied. */
export function mailIsSet(): boolean {
  return env().SIGHTLINE_SMTP_URL !== undefined;
}

/**
 * Makes and sends a mail when the present request has its answer: neither its time nor its success tells the caller
 * whether there was anything to send. `make` answers null where there is nothing.
 */
export function sendLater(make: () => Promise<Mail | null>): void {
  const sending = new Promise((resolve) => setImmediate(resolve))
    .then(make)
    .then((mail) => (mail ? sendMail(mail) : undefined))
    .catch((error: unknown) => log.error({ message: String(error) }, "a mail could not be sent"))
    .finally(() => outbox.sending.delete(sending));
  outbox.sending.add(sending);
}

/** Resolves when all that was to be sent until now is out, or given up. */
export async function settleMail(): Promise<void> {
  await Promise.all(outbox.sending);
}

/** Resolves when the server has taken it. */
export async function sendMail(mail: Mail): Promise<void> {
  const { SIGHTLINE_SMTP_URL: url, SIGHTLINE_MAIL_FROM: from } = env();
  if (!url || !from) throw new Error("SIGHTLINE_SMTP_URL is not set.");
  const transport = createTransport({
    url,
    connectionTimeout: serverMayTakeMs,
    greetingTimeout: serverMayTakeMs,
    socketTimeout: serverMayTakeMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  await transport.sendMail({ from, ...mail });
}
