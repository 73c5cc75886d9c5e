import { expect, test } from "vitest";
import type { ResetLink } from "@/lib/contract/account";
import type { Role } from "@/lib/contract/roles";
import { prisma } from "../db/prisma";
import { pageAudit } from "../store/read-audit";
import { createTestPerson, openLogin, type TestPerson } from "../testing/test-person";
import { call, createTestWorkspace, jsonOf, type TestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { newPasswordEndpoint } from "./password-reset";
import { resetLinkEndpoint } from "./reset-link";

withTestDatabase();

const join = (workspace: TestWorkspace, person: TestPerson, role: Role) =>
  prisma().membership.create({ data: { workspaceId: workspace.id, personId: person.id, role } });

async function ask(workspace: TestWorkspace, admin: TestPerson, member: TestPerson) {
  return call(resetLinkEndpoint, {
    method: "POST",
    target: `/?workspace=${workspace.slug}`,
    headers: { cookie: await openLogin(admin.id), host: "sightline.example", "sec-fetch-site": "same-origin" },
    params: { id: member.id },
  });
}

test("an admin makes a link for a member, which sets their password; the audit log tells of both, and of no secret", async () => {
  const workspace = await createTestWorkspace();
  const [admin, member] = [await createTestPerson(), await createTestPerson()];
  await join(workspace, admin, "admin");
  await join(workspace, member, "member");
  const { url } = jsonOf<ResetLink>(await ask(workspace, admin, member));
  const [address, code = ""] = url.split("#code=");
  expect(address).toBe("http://sightline.example/reset");
  const headers = { "sec-fetch-site": "same-origin" };
  const body = { code, password: "a-long-new-password" };
  expect((await call(newPasswordEndpoint, { method: "POST", headers, body })).status).toBe(204);
  const { entries } = await pageAudit(workspace.id, {}, { order: "asc", limit: 10 });
  expect(entries.map(({ act, actor, target }) => [act, actor.label, target])).toEqual([
    ["person.password_reset_made", admin.email, member.email],
    ["person.password_reset", member.email, null],
  ]);
  expect(JSON.stringify(entries)).not.toContain(code);
});

test("no link opens to an admin what is not theirs: an owner's account, or another workspace", async () => {
  const [workspace, other] = [await createTestWorkspace(), await createTestWorkspace()];
  const [admin, owner, both] = [await createTestPerson(), await createTestPerson(), await createTestPerson()];
  await join(workspace, admin, "admin");
  await join(workspace, owner, "owner");
  await join(workspace, both, "viewer");
  await join(other, both, "viewer");
  expect((await ask(workspace, admin, owner)).status).toBe(403);
  expect((await ask(workspace, admin, both)).status).toBe(403);
  await join(other, admin, "member");
  expect((await ask(workspace, admin, both)).status).toBe(403);
  await prisma().membership.updateMany({
    where: { workspaceId: other.id, personId: admin.id },
    data: { role: "admin" },
  });
  expect((await ask(workspace, admin, both)).status).toBe(201);
  expect((await ask(workspace, admin, await createTestPerson())).status).toBe(404);
  expect((await ask(workspace, both, admin)).status).toBe(403);
});

test("a key makes no link", async () => {
  const workspace = await createTestWorkspace();
  const member = await createTestPerson();
  await join(workspace, member, "member");
  const answer = await call(resetLinkEndpoint, { method: "POST", key: workspace.key, params: { id: member.id } });
  expect(answer.status).toBe(403);
});
