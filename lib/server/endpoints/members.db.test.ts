import { beforeEach, expect, test } from "vitest";
import type { AuditPage } from "@/lib/contract/audit";
import type { Member, MemberList } from "@/lib/contract/members";
import type { Role } from "@/lib/contract/roles";
import { identify } from "../auth/identify";
import { prisma } from "../db/prisma";
import { removeMember } from "../store/members";
import { byTest } from "../testing/by-test";
import { signIn } from "../testing/sign-in";
import { call, createTestWorkspace, jsonOf, type TestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { auditEndpoint } from "./audit";
import { keysEndpoint } from "./keys";
import { memberEndpoint, membersEndpoint } from "./members";

withTestDatabase();

let workspace: TestWorkspace;
type Someone = { cookie: string; id: string };
const people: Partial<Record<Role, Someone>> = {};
const who = (role: Role): Someone => people[role] ?? { cookie: "", id: "" };

async function join(role: Role): Promise<Someone> {
  const cookie = await signIn(workspace.id, role);
  const caller = await identify(
    { headers: { cookie }, query: new URLSearchParams({ workspace: workspace.slug }) },
    { scope: "read", role: "viewer" },
  );
  return { cookie, id: caller.id };
}

beforeEach(async () => {
  workspace = await createTestWorkspace();
  for (const role of ["owner", "admin", "member", "viewer"] as const) people[role] = await join(role);
});

const target = (query = "") => `/?workspace=${workspace.slug}${query}`;
const list = async () =>
  jsonOf<MemberList>(await call(membersEndpoint, { target: target(), headers: { cookie: who("viewer").cookie } }))
    .members;
const change = (by: Role, id: string, role: Role) =>
  call(memberEndpoint, {
    method: "PATCH",
    target: target(),
    headers: { cookie: who(by).cookie },
    params: { id },
    body: { role },
  });
const remove = (by: Role, id: string, query = "") =>
  call(memberEndpoint, {
    method: "DELETE",
    target: target(query),
    headers: { cookie: who(by).cookie },
    params: { id },
  });

test("everybody in a workspace sees who else is, those with the most to say first", async () => {
  const members = await list();
  expect(members.map(({ role }) => role)).toEqual(["owner", "admin", "member", "viewer"]);
  expect(members[0]).toMatchObject({ id: who("owner").id, name: null, keys: 0 });
});

test("admins change roles, others don't, and nobody but an owner makes or changes an owner", async () => {
  const answer = await change("admin", who("viewer").id, "member");
  expect(jsonOf<Member>(answer)).toMatchObject({ id: who("viewer").id, role: "member" });
  expect((await change("member", who("viewer").id, "viewer")).status).toBe(403);
  expect((await change("admin", who("member").id, "owner")).status).toBe(403);
  expect((await change("admin", who("owner").id, "viewer")).status).toBe(403);
  expect((await remove("admin", who("owner").id)).status).toBe(403);
  expect((await change("owner", who("member").id, "owner")).status).toBe(200);
  const byKey = { method: "PATCH", target: "/", key: workspace.key, params: { id: who("member").id } };
  expect((await call(memberEndpoint, { ...byKey, body: { role: "viewer" } })).status).toBe(403);
});

test("the last owner is neither demoted nor removed, not by two owners at the same time either", async () => {
  expect((await change("owner", who("owner").id, "admin")).status).toBe(422);
  expect((await remove("owner", who("owner").id)).status).toBe(422);
  for (let round = 0; round < 8; round += 1) {
    const owners = [await join("owner"), await join("owner")];
    const ids = [who("owner"), ...owners].map(({ id }) => id);
    const leave = (personId: string) =>
      removeMember(workspace.id, { personId, by: byTest, byRole: "owner", mayOthers: true, revokeKeys: false });
    const outcomes = await Promise.all(ids.map(leave));
    expect(outcomes.sort()).toEqual(["last-owner", "removed", "removed"]);
    const left = await prisma().membership.findFirstOrThrow({ where: { workspaceId: workspace.id, role: "owner" } });
    people.owner = { cookie: "", id: left.personId };
  }
});

test("who is removed is out at once, with their keys where that is asked for", async () => {
  const { id, cookie } = who("member");
  const created = await call(keysEndpoint, {
    method: "POST",
    target: target(),
    headers: { cookie },
    body: { name: "theirs", scopes: ["read"] },
  });
  const { key } = jsonOf<{ key: string }>(created);
  const need = { scope: "read", role: "viewer" } as const;
  const query = new URLSearchParams({ workspace: workspace.slug });
  const caller = await identify({ headers: { cookie }, query }, need);
  expect((await list()).find((member) => member.id === id)?.keys).toBe(1);
  expect((await remove("viewer", id)).status).toBe(403);
  expect((await remove("admin", id, "&keys=revoke")).status).toBe(204);
  expect(await caller.stillAllowed()).toBe(false);
  expect((await call(membersEndpoint, { target: target(), headers: { cookie } })).status).toBe(404);
  await expect(identify({ headers: { "x-api-key": key }, query }, need)).rejects.toThrow(/revoked/);
  const entries = jsonOf<AuditPage>(
    await call(auditEndpoint, { target: target("&act=member.*"), headers: { cookie: who("admin").cookie } }),
  ).entries;
  expect(entries).toMatchObject([{ act: "member.removed", details: { role: "member", keys_revoked: 1 } }]);
});

test("anybody leaves by themselves, and another workspace's member is nobody", async () => {
  expect((await remove("viewer", who("viewer").id)).status).toBe(204);
  const elsewhere = await createTestWorkspace();
  const stranger = await signIn(elsewhere.id, "member");
  const { id } = await identify(
    { headers: { cookie: stranger }, query: new URLSearchParams({ workspace: elsewhere.slug }) },
    { scope: "read", role: "viewer" },
  );
  expect((await remove("owner", id)).status).toBe(404);
  expect((await change("owner", id, "viewer")).status).toBe(404);
  expect((await remove("owner", "no-id")).status).toBe(404);
});
