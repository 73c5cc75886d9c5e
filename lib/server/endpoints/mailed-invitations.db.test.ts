import { afterAll, expect, test } from "vitest";
import type { CreatedInvitation } from "@/lib/contract/members";
import { settleMail } from "../mail/send-mail";
import { startMailServer } from "../testing/mail-server";
import { call, createTestWorkspace, jsonOf, withTestDatabase } from "../testing/test-workspace";
import { invitationsEndpoint } from "./invitations";

const server = await startMailServer();
// Before anything reads the settings.
process.env.SIGHTLINE_SMTP_URL = server.url;
process.env.SIGHTLINE_MAIL_FROM = "sightline@example.com";
afterAll(() => server.close());
withTestDatabase();

test("where there is a mail server, the invited get the link that the admin sees", async () => {
  const { key } = await createTestWorkspace();
  const headers = { host: "sightline.example" };
  const body = { email: "Guest@example.com", role: "member" };
  const answer = await call(invitationsEndpoint, { method: "POST", key, headers, body });
  const { mailed, secret } = jsonOf<CreatedInvitation>(answer);
  expect(mailed).toBe(true);
  await settleMail();
  expect(server.mails).toHaveLength(1);
  expect(server.mails[0]?.to).toEqual(["guest@example.com"]);
  expect(server.mails[0]?.text).toContain(`http://sightline.example/invite#secret=${secret}`);
  expect(server.mails[0]?.text).toMatch(/^Subject: sl_\w+ invited you to Sightline/m);
});
