import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import type { WorkspaceState } from "@/lib/contract/workspaces";
import { prisma } from "../db/prisma";
import { signIn } from "../testing/sign-in";
import { call, createTestWorkspace, jsonOf, type TestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { eventsEndpoint } from "./events";
import { ingestEndpoint } from "./ingest";
import { keysEndpoint } from "./keys";
import { viewsEndpoint } from "./views";
import { workspaceDeletionEndpoint, workspaceEndpoint, workspaceOwnerEndpoint, workspacesEndpoint } from "./workspaces";

withTestDatabase();

let workspace: TestWorkspace;
let owner: string;
let admin: string;
beforeEach(async () => {
  workspace = await createTestWorkspace();
  owner = await signIn(workspace.id, "owner");
  admin = await signIn(workspace.id, "admin");
});

const target = (slug = workspace.slug) => `/?workspace=${slug}`;
const read = async (cookie = owner, slug = workspace.slug) =>
  jsonOf<WorkspaceState>(await call(workspaceEndpoint, { target: target(slug), headers: { cookie } }));
const remove = (cookie: string, confirm: string) =>
  call(workspaceDeletionEndpoint, { method: "POST", target: target(), headers: { cookie }, body: { confirm } });
const restore = (cookie: string) =>
  call(workspaceDeletionEndpoint, { method: "DELETE", target: target(), headers: { cookie } });
const send = () =>
  call(ingestEndpoint, { method: "POST", key: workspace.key, body: { event_type: "note", agent_id: "a" } });

test("whoever is logged in makes a workspace and owns it; no two have the same address", async () => {
  const slug = `w-${randomUUID().slice(0, 8)}`;
  const make = (cookie: string) =>
    call(workspacesEndpoint, { method: "POST", headers: { cookie }, body: { name: "Second harbor", slug } });
  expect((await make("")).status).toBe(401);
  expect((await make(admin)).status).toBe(201);
  expect(await read(admin, slug)).toMatchObject({ name: "Second harbor", role: "owner", deletion: null });
  expect((await make(owner)).status).toBe(422);
  const byKey = { method: "POST", key: workspace.key, body: { name: "x", slug: "x" } };
  expect((await call(workspacesEndpoint, byKey)).status).toBe(403);
});

test("admins rename it, members don't", async () => {
  const rename = (cookie: string, name: string) =>
    call(workspaceEndpoint, { method: "PATCH", target: target(), headers: { cookie }, body: { name } });
  expect((await rename(await signIn(workspace.id, "member"), "Theirs")).status).toBe(403);
  expect(jsonOf<WorkspaceState>(await rename(admin, " East harbor "))).toMatchObject({ name: "East harbor" });
  expect((await rename(admin, " ")).status).toBe(422);
});

test("an owner hands it to a member, with a typed word, and is an admin from then on", async () => {
  const { personId: member } = await prisma().membership.findFirstOrThrow({
    where: { workspaceId: workspace.id, role: "admin" },
  });
  const hand = (cookie: string, body: unknown) =>
    call(workspaceOwnerEndpoint, { method: "POST", target: target(), headers: { cookie }, body });
  expect((await hand(admin, { member, confirm: workspace.slug })).status).toBe(403);
  expect((await hand(owner, { member, confirm: "yes" })).status).toBe(422);
  expect((await hand(owner, { member: randomUUID(), confirm: workspace.slug })).status).toBe(422);
  expect((await hand(owner, { member, confirm: workspace.slug })).status).toBe(200);
  expect((await read(owner)).role).toBe("admin");
  expect((await read(admin)).role).toBe("owner");
});

test("a deleted workspace can be read and not changed, until an owner restores it", async () => {
  expect((await send()).status).toBe(200);
  expect((await remove(admin, workspace.slug)).status).toBe(403);
  expect((await remove(owner, "no")).status).toBe(422);
  const { deletion } = jsonOf<WorkspaceState>(await remove(owner, workspace.slug));
  expect(Date.parse(deletion?.gone_at ?? "") - Date.parse(deletion?.at ?? "")).toBe(7 * 86_400_000);

  const events = { target: target(), headers: { cookie: admin } };
  await expect.poll(async () => (await send()).status, { timeout: 3_000 }).toBe(403);
  expect((await call(eventsEndpoint, events)).status).toBe(200);
  expect((await call(eventsEndpoint, { key: workspace.key })).status).toBe(200);
  const keyDraft = { name: "new", scopes: ["read"] };
  const made = { method: "POST", target: target(), headers: { cookie: owner } };
  expect((await call(keysEndpoint, { ...made, body: keyDraft })).status).toBe(403);
  expect((await call(viewsEndpoint, { ...made, body: { name: "v", filter: "" } })).status).toBe(403);

  expect((await restore(admin)).status).toBe(403);
  expect(jsonOf<WorkspaceState>(await restore(owner)).deletion).toBeNull();
  await expect.poll(async () => (await send()).status, { timeout: 3_000 }).toBe(200);
});

test("after the days of grace it is nowhere, for nobody", async () => {
  await remove(owner, workspace.slug);
  await prisma().workspace.update({
    where: { id: workspace.id },
    data: { deletedAt: new Date(Date.now() - 7.01 * 86_400_000) },
  });
  await expect.poll(async () => (await send()).status, { timeout: 3_000 }).toBe(401);
  for (const cookie of [owner, admin]) {
    const state = () => call(workspaceEndpoint, { target: target(), headers: { cookie } });
    await expect.poll(async () => (await state()).status, { timeout: 3_000 }).toBe(404);
  }
  expect((await restore(owner)).status).toBe(404);
});
