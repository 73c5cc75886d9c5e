import { expect, test } from "vitest";
import type { Account, AccountLogins, RecoveryCodes } from "@/lib/contract/account";
import type { Problem } from "@/lib/contract/problem";
import { verifyPassword } from "../auth/password";
import { passSecondFactor } from "../auth/second-factor";
import { prisma } from "../db/prisma";
import type { MethodTable } from "../http/methods";
import { createTestPerson, openLogin, turnOnTestFactor } from "../testing/test-person";
import { call, createTestWorkspace, jsonOf, withTestDatabase } from "../testing/test-workspace";
import { accountEndpoint, loginEndpoint, loginsEndpoint, passwordEndpoint } from "./account";
import { accountEmailEndpoint, confirmEmailEndpoint } from "./account-email";
import { linkIdentityEndpoint, unlinkIdentityEndpoint } from "./account-identities";
import { recoveryCodesEndpoint } from "./second-factor";

withTestDatabase();

const as = (cookie: string) => ({ cookie, "sec-fetch-site": "same-origin" });
const read = (cookie: string) => call(accountEndpoint, { headers: as(cookie) });
const change = (cookie: string, current: string, password: string) =>
  call(passwordEndpoint, { method: "POST", headers: as(cookie), body: { current, password } });

test("somebody reads their account and gives themselves a name", async () => {
  const person = await createTestPerson();
  const cookie = await openLogin(person.id);
  expect(jsonOf<Account>(await read(cookie))).toEqual({
    email: person.email,
    email_confirmed: true,
    name: null,
    has_password: true,
    second_factor: null,
    identities: [],
  });
  const rename = (name: unknown) => call(accountEndpoint, { method: "PATCH", headers: as(cookie), body: { name } });
  expect(jsonOf<Account>(await rename(" Ana "))).toMatchObject({ name: "Ana" });
  expect((await rename("a\u0000")).status).toBe(422);
  expect((await rename("")).status).toBe(422);
  expect(jsonOf<Account>(await rename(null))).toMatchObject({ name: null });
});

test.each<[string, MethodTable, string]>([
  ["account", accountEndpoint, "GET"],
  ["account", accountEndpoint, "PATCH"],
  ["password", passwordEndpoint, "POST"],
  ["logins", loginsEndpoint, "GET"],
  ["logins", loginsEndpoint, "DELETE"],
  ["login", loginEndpoint, "DELETE"],
  ["address", accountEmailEndpoint, "POST"],
  ["confirmation", confirmEmailEndpoint, "POST"],
  ["link", linkIdentityEndpoint, "POST"],
  ["unlink", unlinkIdentityEndpoint, "POST"],
  ["recovery codes", recoveryCodesEndpoint, "POST"],
])("%s: without a login it is 401, with a key 403, from another site 403", async (_, table, method) => {
  const { key } = await createTestWorkspace();
  const headers = { "sec-fetch-site": "same-origin" };
  expect((await call(table, { method, headers })).status).toBe(401);
  expect((await call(table, { method, headers, key })).status).toBe(403);
  if (method === "GET") return;
  const person = await createTestPerson();
  const cookie = await openLogin(person.id);
  expect((await call(table, { method, headers: { cookie, "sec-fetch-site": "cross-site" } })).status).toBe(403);
  expect((await read(cookie)).status).toBe(200);
});

test("a new password takes the present one, ends every other login and leaves this one", async () => {
  const person = await createTestPerson();
  const [here, there] = [await openLogin(person.id), await openLogin(person.id)];
  expect((await read(there)).status).toBe(200);

  const wrong = await change(here, "not-the-password", "a-long-new-password");
  expect(wrong.status).toBe(422);
  expect(jsonOf<Problem>(wrong).errors?.[0]?.path).toBe("current");
  const short = await change(here, person.password, "short");
  expect(jsonOf<Problem>(short).errors?.[0]?.path).toBe("password");
  expect((await read(there)).status).toBe(200);

  expect((await change(here, person.password, "a-long-new-password")).status).toBe(204);
  expect((await read(here)).status).toBe(200);
  expect((await read(there)).status).toBe(401);
  const row = await prisma().person.findUniqueOrThrow({ where: { id: person.id } });
  expect(await verifyPassword(row.passwordHash ?? undefined, "a-long-new-password")).toBe(true);
  expect(row.passwordHash).toMatch(/^\$argon2id\$/);
});

test("guessing at the present password waits after ten attempts, and what comes meanwhile is refused", async () => {
  const person = await createTestPerson();
  const cookie = await openLogin(person.id);
  for (let attempt = 1; attempt <= 10; attempt++) {
    expect((await change(cookie, `guess ${attempt}`, "a-long-new-password")).status).toBe(422);
  }
  const refused = await Promise.race([1, 2].map((more) => change(cookie, `more ${more}`, "a-long-new-password")));
  expect(refused.status).toBe(429);
  expect(refused.headers["retry-after"]).toBe("60");
});

test("who has no password sets a first one soon after logging in, and not later", async () => {
  const person = await createTestPerson({ hasPassword: false });
  const [here, there] = [await openLogin(person.id), await openLogin(person.id)];
  const set = (body: object) => call(passwordEndpoint, { method: "POST", headers: as(here), body });
  expect(jsonOf<Account>(await read(here))).toMatchObject({ has_password: false });
  await prisma().login.updateMany({
    where: { personId: person.id },
    data: { createdAt: new Date(Date.now() - 660_000) },
  });
  const late = await set({ password: "a-long-new-password" });
  expect([late.status, jsonOf<Problem>(late).detail]).toEqual([403, expect.stringContaining("Log out and in again")]);
  await prisma().login.updateMany({ where: { personId: person.id }, data: { createdAt: new Date() } });
  expect((await set({ password: "a-long-new-password" })).status).toBe(204);
  expect(jsonOf<Account>(await read(here))).toMatchObject({ has_password: true });
  expect((await read(there)).status).toBe(401);
  const again = await set({ password: "a-longer-new-password" });
  expect(jsonOf<Problem>(again).errors?.[0]?.path).toBe("current");
});

test("with a second factor, a first password takes a code of it", async () => {
  const person = await createTestPerson({ hasPassword: false });
  const cookie = await openLogin(person.id);
  const { recoveryCodes } = await turnOnTestFactor(person);
  const set = (body: object) => call(passwordEndpoint, { method: "POST", headers: as(cookie), body });
  const bare = await set({ password: "a-long-new-password" });
  expect([bare.status, jsonOf<Problem>(bare).errors?.[0]?.path]).toEqual([422, "code"]);
  expect((await set({ password: "a-long-new-password", code: "000000" })).status).toBe(422);
  expect((await set({ password: "a-long-new-password", code: recoveryCodes[0] })).status).toBe(204);
});

test("new recovery codes take proof, end the old ones at once and work", async () => {
  const person = await createTestPerson();
  const cookie = await openLogin(person.id);
  const renew = (body: object) => call(recoveryCodesEndpoint, { method: "POST", headers: as(cookie), body });
  expect((await renew({ password: person.password })).status).toBe(409);
  const { recoveryCodes: old } = await turnOnTestFactor(person);
  expect((await renew({})).status).toBe(422);
  expect((await renew({ password: "not-the-password" })).status).toBe(422);
  const renewed = jsonOf<RecoveryCodes>(await renew({ password: person.password })).recovery_codes;
  expect(new Set([...renewed, ...old]).size).toBe(20);
  expect(await passSecondFactor(person.id, old[0] ?? "")).toBe("wrong");
  expect(await passSecondFactor(person.id, renewed[0] ?? "")).toBe("recovered");
});

test("logins are listed with where they are from, ended one by one, and never another person's", async () => {
  const [person, other] = [await createTestPerson(), await createTestPerson()];
  const [here, there, others] = [
    await openLogin(person.id, "Firefox"),
    await openLogin(person.id, "Safari"),
    await openLogin(other.id),
  ];
  const list = async (cookie: string) =>
    jsonOf<AccountLogins>(await call(loginsEndpoint, { headers: as(cookie) })).logins;
  const end = (cookie: string, id = "") =>
    call(loginEndpoint, { method: "DELETE", headers: as(cookie), params: { id } });
  const logins = await list(here);
  expect(logins.map(({ user_agent, current }) => [user_agent, current]).sort()).toEqual([
    ["Firefox", true],
    ["Safari", false],
  ]);
  const safari = logins.find(({ current }) => !current)?.id;
  expect((await end(others, safari)).status).toBe(404);
  expect((await end(here, "no-id")).status).toBe(404);
  expect((await read(there)).status).toBe(200);
  expect((await end(here, safari)).status).toBe(204);
  expect((await end(here, safari)).status).toBe(404);
  expect((await read(there)).status).toBe(401);
  expect(await list(here)).toHaveLength(1);

  expect((await call(loginsEndpoint, { method: "DELETE", headers: as(here) })).status).toBe(204);
  expect((await read(here)).status).toBe(401);
  expect((await read(others)).status).toBe(200);
});

test("a login's use is noted by the minute", async () => {
  const person = await createTestPerson();
  const cookie = await openLogin(person.id);
  const anHourAgo = new Date(Date.now() - 3_600_000);
  await prisma().login.updateMany({ where: { personId: person.id }, data: { lastSeenAt: anHourAgo } });
  expect((await read(cookie)).status).toBe(200);
  await expect
    .poll(async () => (await prisma().login.findFirstOrThrow({ where: { personId: person.id } })).lastSeenAt.getTime())
    .toBeGreaterThan(anHourAgo.getTime());
});

test("a login ends after fourteen days without use, and in any case at its end; neither is listed then", async () => {
  const person = await createTestPerson();
  const dayMs = 24 * 60 * 60 * 1_000;
  const [here, idle, over] = [
    await openLogin(person.id, "here"),
    await openLogin(person.id, "idle"),
    await openLogin(person.id, "over"),
  ];
  const change = (userAgent: string, data: object) =>
    prisma().login.updateMany({ where: { personId: person.id, userAgent }, data });
  await change("idle", { lastSeenAt: new Date(Date.now() - 14 * dayMs) });
  await change("here", { lastSeenAt: new Date(Date.now() - 13 * dayMs) });
  await change("over", { expiresAt: new Date() });
  expect([(await read(idle)).status, (await read(over)).status, (await read(here)).status]).toEqual([401, 401, 200]);
  const { logins } = jsonOf<AccountLogins>(await call(loginsEndpoint, { headers: as(here) }));
  expect(logins.map(({ user_agent }) => user_agent)).toEqual(["here"]);
});
