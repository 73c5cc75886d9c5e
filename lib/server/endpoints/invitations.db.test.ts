import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import type { AuditPage } from "@/lib/contract/audit";
import type { CreatedInvitation, InvitationList, ShownInvitation } from "@/lib/contract/members";
import { prisma } from "../db/prisma";
import { signIn } from "../testing/sign-in";
import { call, createTestWorkspace, jsonOf, type TestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { auditEndpoint } from "./audit";
import {
  invitationAcceptEndpoint,
  invitationEndpoint,
  invitationLookEndpoint,
  invitationsEndpoint,
} from "./invitations";

withTestDatabase();

let workspace: TestWorkspace;
let owner: string;
let admin: string;
let email: string;
beforeEach(async () => {
  workspace = await createTestWorkspace();
  owner = await signIn(workspace.id, "owner");
  admin = await signIn(workspace.id, "admin");
  email = `${randomUUID()}@example.com`;
});

const target = () => `/?workspace=${workspace.slug}`;
const invite = (body: unknown, cookie = admin) =>
  call(invitationsEndpoint, { method: "POST", target: target(), headers: { cookie }, body });
const invited = async (body: unknown) => jsonOf<CreatedInvitation>(await invite(body));
const open = async () =>
  jsonOf<InvitationList>(await call(invitationsEndpoint, { target: target(), headers: { cookie: admin } })).invitations;
const look = (secret: string, cookie?: string) =>
  call(invitationLookEndpoint, { method: "POST", headers: cookie ? { cookie } : {}, body: { secret } });
const accept = (body: unknown, cookie?: string) =>
  call(invitationAcceptEndpoint, { method: "POST", headers: cookie ? { cookie } : {}, body });
const account = { name: "Cleo", password: "a-long-enough-password" };
const rolesOf = async () =>
  (await prisma().membership.findMany({ where: { workspaceId: workspace.id, person: { email } } })).map(
    ({ role }) => role,
  );

test("a link makes its holder a member with the role they were invited to, once", async () => {
  const { secret, id } = await invited({ email: email.toUpperCase(), role: "member" });
  expect(await open()).toMatchObject([{ id, email, role: "member" }]);
  expect(JSON.stringify(await open())).not.toContain(secret);
  expect(jsonOf<ShownInvitation>(await look(secret))).toMatchObject({ email, has_account: false, viewer: null });
  expect((await accept({ secret })).status).toBe(422);
  expect(await rolesOf()).toEqual([]);
  expect((await accept({ secret, ...account })).status).toBe(200);
  expect(await rolesOf()).toEqual(["member"]);
  expect(await open()).toEqual([]);
  for (const answer of [await look(secret), await accept({ secret, ...account })]) expect(answer.status).toBe(404);
  const { entries } = jsonOf<AuditPage>(await call(auditEndpoint, { target: target(), headers: { cookie: admin } }));
  expect(entries.map(({ act, actor, target }) => [act, actor.label === email ? "invited" : "admin", target])).toEqual([
    ["member.joined", "invited", null],
    ["member.invited", "admin", email],
  ]);
});

test("two who hold the same link don't both get in", async () => {
  const { secret } = await invited({ email, role: "viewer" });
  const answers = await Promise.all([accept({ secret, ...account }), accept({ secret, ...account })]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 404]);
});

test("who gets an account by another way while they accept joins by logging in to it", async () => {
  const { secret } = await invited({ email, role: "member" });
  let joining: ReturnType<typeof accept> | undefined;
  await prisma().$transaction(async (tx) => {
    await tx.person.create({ data: { email } });
    joining = accept({ secret, ...account });
    // Until it waits for what is not committed yet.
    await expect
      .poll(
        () =>
          prisma()
            .$queryRaw`SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
      )
      .toHaveLength(1);
  });
  expect((await joining)?.status).toBe(403);
  expect(await prisma().person.count({ where: { email } })).toBe(1);
  expect(await rolesOf()).toEqual([]);
});

test("two who invite one new address at once leave one invitation open", async () => {
  const answers = await Promise.all([admin, owner].map((cookie) => invite({ email, role: "member" }, cookie)));
  expect(answers.map(({ status }) => status)).toEqual([201, 201]);
  expect(await open()).toHaveLength(1);
});

test("who has an account joins with it, logged in, and with no other", async () => {
  const elsewhere = await createTestWorkspace();
  const cookie = await signIn(elsewhere.id, "member");
  const { person } = await prisma().membership.findFirstOrThrow({
    where: { workspaceId: elsewhere.id },
    select: { person: { select: { email: true } } },
  });
  email = person.email;
  const { secret } = await invited({ email, role: "admin" });
  expect(jsonOf<ShownInvitation>(await look(secret, cookie))).toMatchObject({ has_account: true, viewer: email });
  for (const other of [undefined, admin]) expect((await accept({ secret, ...account }, other)).status).toBe(403);
  expect((await accept({ secret }, cookie)).status).toBe(200);
  expect(await rolesOf()).toEqual(["admin"]);
});

test("a link that was revoked, replaced or has expired opens nothing", async () => {
  const revoked = await invited({ email, role: "viewer" });
  const answer = await call(invitationEndpoint, {
    method: "DELETE",
    target: target(),
    headers: { cookie: admin },
    params: { id: revoked.id },
  });
  expect(answer.status).toBe(204);
  const replaced = await invited({ email, role: "viewer" });
  const current = await invited({ email, role: "viewer" });
  await prisma().invitation.update({ where: { id: current.id }, data: { expiresAt: new Date(Date.now() - 1) } });
  for (const { secret } of [revoked, replaced, current]) {
    expect((await accept({ secret, ...account })).status).toBe(404);
  }
  expect(await rolesOf()).toEqual([]);
});

test("admins invite, and only owners to be an owner; a member is not invited again", async () => {
  for (const role of ["member", "viewer"] as const) {
    expect((await invite({ email, role: "viewer" }, await signIn(workspace.id, role))).status).toBe(403);
  }
  expect((await invite({ email, role: "owner" })).status).toBe(403);
  expect((await invite({ email, role: "owner" }, owner)).status).toBe(201);
  expect((await invite({ email: "no address", role: "viewer" })).status).toBe(422);
  const { secret } = await invited({ email, role: "viewer" });
  await accept({ secret, ...account });
  expect((await invite({ email, role: "viewer" })).status).toBe(422);
});
