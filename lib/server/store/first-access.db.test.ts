import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { findWorkspaceId } from "../testing/find-workspace-id";
import { withTestDatabase } from "../testing/test-workspace";
import { addMissingAccess } from "./first-access";
import { pageAudit } from "./read-audit";

withTestDatabase();

test("what a start makes is told to the audit log, once; what is there already is not told again", async () => {
  const [workspace, email, prefix] = [`w-${randomUUID().slice(0, 8)}`, `${randomUUID()}@example.com`, "sl_prefix"];
  const by = { actor: { kind: "system", id: null, label: "Settings of the server" } } as const;
  const access = { workspace, owner: { email, passwordHash: "none" }, key: { hash: Buffer.from(email), prefix }, by };
  await addMissingAccess(access);
  await addMissingAccess(access);
  const { entries } = await pageAudit(await findWorkspaceId(workspace), {}, { order: "asc", limit: 10 });
  expect(entries.map(({ act, actor }) => [act, actor.label])).toEqual([
    ["workspace.created", by.actor.label],
    ["member.joined", email],
    ["key.created", by.actor.label],
  ]);
});
