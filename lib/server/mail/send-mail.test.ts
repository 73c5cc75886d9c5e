import { afterAll, expect, test } from "vitest";
import { startMailServer } from "../testing/mail-server";
import { composeMail } from "./compose-mail";
import { invitationMail } from "./invitation-mail";
import { sendLater, settleMail } from "./send-mail";

const server = await startMailServer();
// Before anything reads the settings.
process.env.SIGHTLINE_SMTP_URL = server.url;
process.env.SIGHTLINE_MAIL_FROM = "sightline@example.com";
afterAll(() => server.close());

/** The lines before the first empty one. */
const headersOf = (text: string) => text.split("\r\n\r\n", 1)[0] ?? "";

test("line ends in what a mail is made of never become headers, nor further addressees", async () => {
  const line = "\r\nBcc: evil@example.com\r\nX-Injected: 1\r\n\r\nA body";
  const link = { text: "Go", url: "http://sightline.example/" };
  sendLater(async () =>
    composeMail({ to: "ana@example.com", subject: `Hello${line}`, before: [line], link, after: [] }),
  );
  const invited = { id: "1", email: "ben@example.com", role: "member", created_at: "", expires_at: "" } as const;
  sendLater(async () => invitationMail({ ...invited, invited_by: `Mallory${line}` } as never, link.url));
  await settleMail();
  expect(server.mails.map(({ to }) => to).sort()).toEqual([["ana@example.com"], ["ben@example.com"]]);
  for (const { text } of server.mails) expect(headersOf(text)).not.toMatch(/^(?:bcc|x-injected):/im);
});

test("what is HTML in a name stays text in a mail", () => {
  const link = { text: "<b>Go</b>", url: 'http://sightline.example/?"onclick=' };
  const { html } = composeMail({ to: "", subject: "<script>", before: ["<img src=x>"], link, after: [] });
  expect(html).not.toMatch(/<script>|<img|<b>|"onclick/);
});
