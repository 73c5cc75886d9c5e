import { expect, test } from "vitest";
import { prisma } from "../db/prisma";
import { signIn } from "../testing/sign-in";
import { createTestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { type AuditDraft, appendAudit, appendAuditOfPerson } from "./audit-log";
import { pageAudit } from "./read-audit";

withTestDatabase();

const act = (target: string): AuditDraft => ({
  actor: { kind: "person", id: null, label: "ana@example.com" },
  act: "key.created",
  target,
  address: "192.0.2.1",
  details: { scopes: ["read"] },
});
const entriesOf = async (workspaceId: number) =>
  (await pageAudit(workspaceId, {}, { order: "asc", limit: 1_000 })).entries;

test("entries that are written at the same time take cursors without gaps, in the order of their instants", async () => {
  const { id } = await createTestWorkspace();
  await Promise.all(Array.from({ length: 40 }, (_, i) => appendAudit(id, act(`key ${i}`))));
  const entries = await entriesOf(id);
  expect(entries.map(({ cursor }) => cursor)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
  const instants = entries.map(({ at }) => at);
  expect(instants).toEqual([...instants].sort());
});

test("an act that is undone leaves no entry and no gap", async () => {
  const { id } = await createTestWorkspace();
  await appendAudit(id, act("first"));
  const undone = prisma().$transaction(async (tx) => {
    await appendAudit(id, act("never"), tx);
    throw new Error("undone");
  });
  await expect(undone).rejects.toThrow("undone");
  await appendAudit(id, act("second"));
  expect(await entriesOf(id)).toMatchObject([
    { cursor: 1, target: "first", address: "192.0.2.1", details: { scopes: ["read"] } },
    { cursor: 2, target: "second" },
  ]);
});

test("what a person does to their account is told to each of their workspaces, and to no other", async () => {
  const [here, there, elsewhere] = await Promise.all(Array.from({ length: 3 }, () => createTestWorkspace()));
  if (!here || !there || !elsewhere) throw new Error("no workspaces");
  await signIn(here.id, "member");
  const { personId } = await prisma().membership.findFirstOrThrow({ where: { workspaceId: here.id } });
  await prisma().membership.create({ data: { workspaceId: there.id, personId, role: "viewer" } });
  await appendAuditOfPerson(personId, { ...act("their account"), act: "person.logged_in" });
  expect(await entriesOf(here.id)).toHaveLength(1);
  expect(await entriesOf(there.id)).toHaveLength(1);
  expect(await entriesOf(elsewhere.id)).toEqual([]);
});
