import { afterAll, expect, test } from "vitest";
import { prisma } from "../db/prisma";
import { settleMail } from "../mail/send-mail";
import { startMailServer } from "../testing/mail-server";
import { createTestPerson, openLogin } from "../testing/test-person";
import { call, withTestDatabase } from "../testing/test-workspace";
import { accountEndpoint } from "./account";
import { newPasswordEndpoint, passwordResetEndpoint } from "./password-reset";

const server = await startMailServer();
// Before anything reads the settings.
process.env.SIGHTLINE_SMTP_URL = server.url;
process.env.SIGHTLINE_MAIL_FROM = "Sightline <sightline@example.com>";
afterAll(() => server.close());
withTestDatabase();

const headers = { host: "sightline.example", "sec-fetch-site": "same-origin" };
const ask = async (email: string) => {
  const answer = await call(passwordResetEndpoint, { method: "POST", headers, body: { email } });
  await settleMail();
  return answer;
};
const spend = (code: string, password: string) =>
  call(newPasswordEndpoint, { method: "POST", headers, body: { code, password } });
const mailsTo = (email: string) => server.mails.filter(({ to }) => to.includes(email));
const codeIn = (text = "") => /http:\/\/sightline\.example\/reset#code=([\w-]+)/.exec(text)?.[1] ?? "";

test("a link comes by mail, sets a password once, and every login ends with it", async () => {
  const person = await createTestPerson();
  const cookie = await openLogin(person.id);
  expect((await ask(person.email.toUpperCase())).status).toBe(204);
  const [mail] = mailsTo(person.email);
  expect(mail?.text).toContain("From: Sightline <sightline@example.com>");
  expect(mail?.text).toContain("Content-Type: text/html");
  const code = codeIn(mail?.text);
  const rows = await prisma().passwordReset.findMany({ where: { personId: person.id } });
  expect(JSON.stringify(rows)).not.toContain(code);

  expect((await spend(code, "short")).status).toBe(422);
  expect((await spend(code, "a-long-new-password")).status).toBe(204);
  expect((await call(accountEndpoint, { headers: { cookie } })).status).toBe(401);
  expect((await spend(code, "another-new-password")).status).toBe(403);
});

test("an address that nobody has gets the same answer and no mail", async () => {
  const person = await createTestPerson();
  const [known, unknown] = [await ask(person.email), await ask("nobody@example.com")];
  expect(unknown).toEqual(known);
  expect(mailsTo(person.email)).toHaveLength(1);
  expect(mailsTo("nobody@example.com")).toEqual([]);
});

test("the newest link counts, for an hour", async () => {
  const person = await createTestPerson();
  await ask(person.email);
  await ask(person.email);
  const [first, second] = mailsTo(person.email).map(({ text }) => codeIn(text));
  expect((await spend(first ?? "", "a-long-new-password")).status).toBe(403);
  await prisma().passwordReset.updateMany({ where: { personId: person.id }, data: { expiresAt: new Date() } });
  expect((await spend(second ?? "", "a-long-new-password")).status).toBe(403);
});

test("of many who spend one link at the same time, one sets its password", async () => {
  const person = await createTestPerson();
  await ask(person.email);
  const code = codeIn(mailsTo(person.email)[0]?.text);
  const answers = await Promise.all(Array.from({ length: 4 }, () => spend(code, "a-long-new-password")));
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 403, 403, 403]);
});

test("nobody's mailbox is filled, however often it is asked for", async () => {
  const person = await createTestPerson();
  for (let i = 0; i < 5; i++) expect((await ask(person.email)).status).toBe(204);
  expect(mailsTo(person.email)).toHaveLength(3);
});

test("an address can't write headers of its own into a mail", async () => {
  for (const email of ["a@example.com\r\nBcc: b@example.com", "a@example.com, b@example.com", "<a@example.com>"]) {
    expect((await ask(email)).status).toBe(422);
  }
});
