import { expect, test, vi } from "vitest";
import { prisma } from "../db/prisma";
import { pageAudit } from "../store/read-audit";
import { signIn } from "../testing/sign-in";
import { createTestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { auditFailedLogin, auditLogin } from "./audit-login";

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
