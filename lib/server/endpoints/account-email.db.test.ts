import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import type { Account } from "@/lib/contract/account";
import type { Problem } from "@/lib/contract/problem";
import { prisma } from "../db/prisma";
import { settleMail } from "../mail/send-mail";
import { startMailServer } from "../testing/mail-server";
import { createTestPerson, openLogin } from "../testing/test-person";
import { call, jsonOf, withTestDatabase } from "../testing/test-workspace";
import { accountEndpoint } from "./account";
import { accountEmailEndpoint, confirmEmailEndpoint } from "./account-email";
import { newPasswordEndpoint, passwordResetEndpoint } from "./password-reset";

const server = await startMailServer();
// Before anything reads the settings.
process.env.SIGHTLINE_SMTP_URL = server.url;
process.env.SIGHTLINE_MAIL_FROM = "sightline@example.com";
afterAll(() => server.close());
withTestDatabase();

const headersOf = (cookie: string) => ({ cookie, "sec-fetch-site": "same-origin", host: "sightline.example" });
const read = async (cookie: string) => jsonOf<Account>(await call(accountEndpoint, { headers: headersOf(cookie) }));
const ask = (cookie: string, body: object) =>
  call(accountEmailEndpoint, { method: "POST", headers: headersOf(cookie), body });
const confirm = (cookie: string, code: string) =>
  call(confirmEmailEndpoint, { method: "POST", headers: headersOf(cookie), body: { code } });

async function mailsTo(email: string) {
  await settleMail();
  return server.mails.filter(({ to }) => to[0] === email);
}

async function codeFor(email: string): Promise<string> {
  const mail = (await mailsTo(email)).at(-1);
  return /http:\/\/sightline\.example\/confirm#code=([\w-]+)/.exec(mail?.text ?? "")?.[1] ?? "";
}

const newEmail = () => `${randomUUID()}@example.com`;

test("somebody confirms their own address by a link in a mail, once", async () => {
  const person = await createTestPerson({ isConfirmed: false });
  const cookie = await openLogin(person.id);
  expect((await read(cookie)).email_confirmed).toBe(false);
  expect((await ask(cookie, { email: person.email })).status).toBe(204);
  const code = await codeFor(person.email);
  expect(JSON.stringify(await prisma().emailConfirmation.findMany())).not.toContain(code);
  const answers = await Promise.all([1, 2, 3].map(() => confirm(cookie, code)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 403, 403]);
  expect((await read(cookie)).email_confirmed).toBe(true);
  expect((await ask(cookie, { email: person.email })).status).toBe(422);
});

test("a link is worth nothing to anybody else, nor after a day, nor when a newer one was asked for", async () => {
  const [person, other] = [await createTestPerson({ isConfirmed: false }), await createTestPerson()];
  const [cookie, others] = [await openLogin(person.id), await openLogin(other.id)];
  await ask(cookie, { email: person.email });
  const first = await codeFor(person.email);
  expect((await confirm(others, first)).status).toBe(403);
  await ask(cookie, { email: person.email });
  const second = await codeFor(person.email);
  expect((await confirm(cookie, first)).status).toBe(403);
  const { expiresAt } = await prisma().emailConfirmation.findFirstOrThrow({ where: { personId: person.id } });
  expect(Math.round((expiresAt.getTime() - Date.now()) / 3_600_000)).toBe(24);
  await prisma().emailConfirmation.updateMany({ data: { expiresAt: new Date(0) } });
  expect((await confirm(cookie, second)).status).toBe(403);
  expect((await read(cookie)).email_confirmed).toBe(false);
});

test("a new address takes proof and counts once it is confirmed; the old one is told", async () => {
  const person = await createTestPerson();
  const cookie = await openLogin(person.id);
  const email = newEmail();
  const bare = await ask(cookie, { email });
  expect([bare.status, jsonOf<Problem>(bare).errors?.[0]?.path]).toEqual([422, "password"]);
  expect((await ask(cookie, { email: email.toUpperCase(), password: person.password })).status).toBe(204);
  const code = await codeFor(email);
  await call(passwordResetEndpoint, { method: "POST", headers: headersOf(""), body: { email: person.email } });
  await settleMail();
  expect((await read(cookie)).email).toBe(person.email);
  expect(jsonOf<Account>(await confirm(cookie, code))).toMatchObject({ email, email_confirmed: true });
  expect((await mailsTo(person.email)).at(-1)?.text).toContain(`Your account's address is now ${email}`);
  expect(await prisma().passwordReset.count({ where: { personId: person.id } })).toBe(0);
});

test("an address that another account has is refused to who reads its mail, and told to nobody before", async () => {
  const [person, other] = [await createTestPerson(), await createTestPerson()];
  const cookie = await openLogin(person.id);
  expect((await ask(cookie, { email: other.email, password: person.password })).status).toBe(204);
  expect((await confirm(cookie, await codeFor(other.email))).status).toBe(409);
  expect((await read(cookie)).email).toBe(person.email);
});

test("nobody's mailbox is filled, however often it is asked for", async () => {
  const people = await Promise.all([1, 2].map(() => createTestPerson()));
  const email = newEmail();
  const statuses: number[] = [];
  for (const person of people) {
    const cookie = await openLogin(person.id);
    for (let i = 0; i < 3; i += 1) statuses.push((await ask(cookie, { email, password: person.password })).status);
  }
  expect(statuses).toEqual([204, 204, 204, 429, 429, 429]);
  expect(await mailsTo(email)).toHaveLength(3);
});

test("a password set by a link that was mailed shows the address to be theirs", async () => {
  const person = await createTestPerson({ isConfirmed: false });
  await call(passwordResetEndpoint, { method: "POST", headers: headersOf(""), body: { email: person.email } });
  const code = /reset#code=([\w-]+)/.exec((await mailsTo(person.email)).at(-1)?.text ?? "")?.[1];
  const body = { code, password: "a-long-new-password" };
  expect((await call(newPasswordEndpoint, { method: "POST", headers: headersOf(""), body })).status).toBe(204);
  expect((await read(await openLogin(person.id))).email_confirmed).toBe(true);
});
