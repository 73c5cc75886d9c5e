import { expect, test } from "vitest";
import type { Account } from "@/lib/contract/account";
import { prisma } from "../db/prisma";
import { createTestPerson, openLogin } from "../testing/test-person";
import { call, jsonOf, withTestDatabase } from "../testing/test-workspace";
import { accountEndpoint } from "./account";
import { linkIdentityEndpoint, unlinkIdentityEndpoint } from "./account-identities";

// Before anything reads the settings.
Object.assign(process.env, { GITHUB_ID: "id", GITHUB_SECRET: "secret", OIDC_ISSUER: "", OIDC_ID: "", OIDC_SECRET: "" });
withTestDatabase();

const headersOf = (cookie: string) => ({ cookie, "sec-fetch-site": "same-origin" });
const link = (personId: string, provider: string, subject: string) =>
  prisma().identity.create({ data: { personId, provider, subject, email: "" } });
const identitiesOf = async (cookie: string) =>
  jsonOf<Account>(await call(accountEndpoint, { headers: headersOf(cookie) })).identities;
const unlink = (cookie: string, body: object) =>
  call(unlinkIdentityEndpoint, { method: "POST", headers: headersOf(cookie), body });

test("a link ends for the password, and never another person's", async () => {
  const [person, other] = [await createTestPerson(), await createTestPerson()];
  const [cookie, others] = [await openLogin(person.id), await openLogin(other.id)];
  await link(person.id, "github", "ana");
  const asked = { provider: "github", subject: "ana" };
  expect((await unlink(cookie, asked)).status).toBe(422);
  expect((await unlink(others, { ...asked, password: other.password })).status).toBe(404);
  expect(await identitiesOf(cookie)).toMatchObject([{ ...asked, email: null }]);
  expect((await unlink(cookie, { ...asked, password: person.password })).status).toBe(204);
  expect(await identitiesOf(cookie)).toEqual([]);
});

test("the only way in stays: a provider that isn't set up here is none", async () => {
  const person = await createTestPerson({ hasPassword: false });
  const cookie = await openLogin(person.id);
  await link(person.id, "github", "one");
  await link(person.id, "google", "one");
  expect((await unlink(cookie, { provider: "github", subject: "one" })).status).toBe(409);
  await link(person.id, "github", "two");
  // Of two who are unlinked at the same time, one stays.
  const both = await Promise.all(["one", "two"].map((subject) => unlink(cookie, { provider: "github", subject })));
  expect(both.map(({ status }) => status).sort()).toEqual([204, 409]);
  expect((await unlink(cookie, { provider: "google", subject: "one" })).status).toBe(204);
});

test("a wish to link takes proof, and is a cookie", async () => {
  const person = await createTestPerson();
  const cookie = await openLogin(person.id);
  const wish = (body: object) => call(linkIdentityEndpoint, { method: "POST", headers: headersOf(cookie), body });
  expect((await wish({})).status).toBe(422);
  const answer = await wish({ password: person.password });
  expect([answer.status, answer.headers["set-cookie"]]).toEqual([204, expect.stringContaining("HttpOnly")]);
});
