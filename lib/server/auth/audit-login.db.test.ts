import { expect, test, vi } from "vitest";
import { prisma } from "../db/prisma";
import { log } from "../log";
import { createLogin } from "../store/logins";
import { pageAudit } from "../store/read-audit";
import { signIn } from "../testing/sign-in";
import { createTestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { auditFailedLogin, auditLogin, logUnknownLogin } from "./audit-login";
import { nextAuthOptions } from "./next-auth-options";

withTestDatabase();

test("who guesses a password is told of once a minute for each address, and not as that person", async () => {
  const { id } = await createTestWorkspace();
  await signIn(id, "member");
  const { person } = await prisma().membership.findFirstOrThrow({
    where: { workspaceId: id },
    select: { person: { select: { id: true, email: true } } },
  });
  const from = (address: string) => ({ personId: person.id, email: person.email, address });
  const entries = async () => (await pageAudit(id, {}, { order: "asc", limit: 100 })).entries;
  for (let i = 0; i < 20; i += 1) auditFailedLogin(from("192.0.2.1"));
  await vi.waitFor(async () => expect(await entries()).toHaveLength(1));
  auditFailedLogin(from("192.0.2.2"));
  await vi.waitFor(async () => expect(await entries()).toHaveLength(2));
  await auditLogin("person.logged_in", from("192.0.2.3"));
  const somebody = { kind: "system", id: null, label: "Somebody" };
  expect(await entries()).toMatchObject([
    { act: "person.login_failed", actor: somebody, target: person.email, address: "192.0.2.1" },
    { act: "person.login_failed", actor: somebody, target: person.email, address: "192.0.2.2" },
    { act: "person.logged_in", actor: { kind: "person", id: person.id, label: person.email }, address: "192.0.2.3" },
  ]);
});

test("a log-out is told with where it came from", async () => {
  const { id } = await createTestWorkspace();
  await signIn(id, "member");
  const { personId } = await prisma().membership.findFirstOrThrow({ where: { workspaceId: id } });
  const login = await createLogin(personId, { expiresAt: new Date(Date.now() + 60_000) });
  const { events } = nextAuthOptions(new Headers({ "x-forwarded-for": "192.0.2.9" }), () => {});
  await events?.signOut?.({ token: { login }, session: {} as never });
  const { entries } = await pageAudit(id, {}, { order: "desc", limit: 1 });
  expect(entries).toMatchObject([{ act: "person.logged_out", address: "192.0.2.9" }]);
});

test("an address that nobody has is told to the server's log, once a minute for each place, and not by its name", async () => {
  const told = vi.spyOn(log, "warn").mockImplementation(() => {});
  for (let i = 0; i < 5; i += 1) logUnknownLogin("192.0.2.20");
  logUnknownLogin("192.0.2.21");
  await vi.waitFor(() => expect(told).toHaveBeenCalledTimes(2));
  expect(told.mock.calls.map(([what]) => what).sort()).toEqual([{ address: "192.0.2.20" }, { address: "192.0.2.21" }]);
  told.mockRestore();
});
