import { expect, test } from "vitest";
import { prisma } from "../db/prisma";
import type { MethodTable } from "../http/methods";
import { listApiKeys, revokeApiKey } from "../store/api-keys";
import { signIn } from "../testing/sign-in";
import { StreamReader } from "../testing/stream-reader";
import { call, createTestWorkspace, type TestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { activityStreamEndpoint } from "./activity-stream";
import { eventsEndpoint } from "./events";
import { streamEndpoint } from "./stream";

withTestDatabase();

const dayMs = 24 * 60 * 60 * 1_000;
const deletedBefore = ({ id }: TestWorkspace, days: number) =>
  prisma().workspace.update({ where: { id }, data: { deletedAt: new Date(Date.now() - days * dayMs) } });

const statusOf = async (table: MethodTable, { slug }: TestWorkspace, by: { key?: string; cookie?: string }) => {
  const gone = new AbortController();
  const headers: Record<string, string> = by.cookie ? { cookie: by.cookie } : {};
  const target = `/?workspace=${slug}`;
  const { status } = await call(table, { key: by.key ?? null, headers, target, signal: gone.signal });
  gone.abort();
  return status;
};

test("where the grace has ended, both streams answer 204 to who was of the workspace, and to nobody else", async () => {
  const [workspace, other] = [await createTestWorkspace(), await createTestWorkspace()];
  const [member, stranger] = [await signIn(workspace.id, "viewer"), await signIn(other.id, "owner")];
  await deletedBefore(workspace, 8);
  for (const table of [streamEndpoint, activityStreamEndpoint]) {
    expect(await statusOf(table, workspace, { key: workspace.key })).toBe(204);
    expect(await statusOf(table, workspace, { cookie: member })).toBe(204);
    expect(await statusOf(table, workspace, { cookie: stranger })).toBe(404);
    expect(await statusOf(table, workspace, { key: other.key })).toBe(404);
    expect(await statusOf(table, workspace, { key: "sl_unknown" })).toBe(401);
  }
  expect(await statusOf(eventsEndpoint, workspace, { key: workspace.key })).toBe(401);
  expect(await statusOf(eventsEndpoint, workspace, { cookie: member })).toBe(404);
});

test("a key that was revoked before hears that it is no key", async () => {
  const workspace = await createTestWorkspace();
  for (const { id } of await listApiKeys(workspace.id)) await revokeApiKey(workspace.id, id);
  await deletedBefore(workspace, 8);
  expect(await statusOf(streamEndpoint, workspace, { key: workspace.key })).toBe(401);
});

test("within the grace a stream goes on; when that ends it says goodbye, and a reconnect hears 204", async () => {
  const workspace = await createTestWorkspace();
  await deletedBefore(workspace, 1);
  const reader = await StreamReader.open(streamEndpoint, workspace);
  await reader.take(2);
  await deletedBefore(workspace, 8);
  expect(await reader.next()).toMatchObject({ name: "goodbye", data: { reason: "credential" } });
  await reader.close();
  expect(await statusOf(streamEndpoint, workspace, { key: workspace.key })).toBe(204);
});
