import fc from "fast-check";
import { expect, test } from "vitest";
import { hashKey } from "../auth/key";
import { pool } from "../db/pool";
import { prisma } from "../db/prisma";
import { appendEvents } from "../store/append-events";
import { createInvitation } from "../store/invitations";
import { createRedactionRule } from "../store/redaction-rules";
import { tablesOfWorkspaces } from "../store/remove-workspace";
import { writeRetentionSettings } from "../store/retention-settings";
import { createView } from "../store/saved-views";
import { listScopes } from "../store/scopes";
import { planDeletion } from "../store/workspaces";
import { ageEvents } from "../testing/aged-log";
import { anyRunDraft } from "../testing/any-run-draft";
import { byTest } from "../testing/by-test";
import { signIn } from "../testing/sign-in";
import { createTestWorkspace, type TestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { catchUp } from "./catch-up";
import { keepHouse } from "./keep-house";
import { modelsFor } from "./models";

withTestDatabase();

/** A workspace with something in nearly every table. */
async function createFullWorkspace(): Promise<TestWorkspace> {
  const workspace = await createTestWorkspace();
  const { id } = workspace;
  const drafts = fc.sample(anyRunDraft, { numRuns: 2_600, seed: id });
  await appendEvents(id, drafts.slice(0, 1_300));
  await ageEvents(id, { after: 0, days: 60, sinceMs: Date.now() });
  await appendEvents(id, drafts.slice(1_300));
  await catchUp(id);
  await modelsFor({ workspaceId: id, projects: ["p1"] });
  await writeRetentionSettings(id, { retention_days: 30, payload_days: null }, byTest);
  await keepHouse();
  await signIn(id, "owner");
  const { personId } = await prisma().membership.findFirstOrThrow({ where: { workspaceId: id } });
  await createView(id, { by: byTest, personId, name: "v", filter: "", columns: null, shared: true, max: 9 });
  await createRedactionRule(id, { by: byTest, name: "badge", pattern: "B", max: 9 });
  await createInvitation(id, {
    by: byTest,
    email: `${id}@example.com`,
    role: "viewer",
    projects: null,
    hash: hashKey(`${id}`),
  });
  return workspace;
}

/** How many rows each table has of a workspace, where it has any. */
async function rowsOf(workspaceId: number): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { schema, name } of await tablesOfWorkspaces(pool("query"))) {
    const { rows } = await pool("query").query<{ count: number }>(
      `SELECT count(*)::int AS count FROM "${schema}"."${name}" WHERE workspace_id = $1`,
      [workspaceId],
    );
    const count = rows[0]?.count ?? 0;
    if (count > 0) counts[`${schema}.${name}`] = count;
  }
  return counts;
}

/** How many rows the scopes of a workspace, or those that are no more, have in some of their tables. */
async function rowsOfScopes(scopes: readonly number[]): Promise<number[]> {
  const counts = ["tasks", "facet_values", "rollup_packs", "projection_cursors"].map(async (table) => {
    const text = `SELECT FROM restricted.${table} WHERE workspace_id = ANY ($1::int[])`;
    return (await pool("query").query(text, [scopes])).rowCount ?? 0;
  });
  return Promise.all(counts);
}

const deletedDaysAgo = (workspaceId: number, days: number) =>
  prisma().workspace.update({
    where: { id: workspaceId },
    data: { deletedAt: new Date(Date.now() - days * 86_400_000) },
  });

test("Of a workspace whose time is over nothing remains in any table, and of another one everything.", {
  timeout: 120_000,
}, async () => {
  const [gone, kept] = [await createFullWorkspace(), await createFullWorkspace()];
  const before = await rowsOf(kept.id);
  const full = Object.keys(await rowsOf(gone.id));
  for (const table of [
    "public.events",
    "public.agents",
    "public.block_values",
    "retained.tasks",
    "public.saved_views",
  ]) {
    expect(full).toContain(table);
  }
  expect(full.length).toBeGreaterThan(30);

  const scopes = await listScopes(gone.id);
  expect(Math.min(...(await rowsOfScopes(scopes)))).toBeGreaterThan(0);

  await planDeletion(gone.id, byTest);
  await deletedDaysAgo(gone.id, 6.9);
  await keepHouse();
  expect(Object.keys(await rowsOf(gone.id))).toEqual(full);

  await deletedDaysAgo(gone.id, 7.1);
  await keepHouse();
  expect(await rowsOf(gone.id)).toEqual({});
  expect(await rowsOfScopes(scopes)).toEqual([0, 0, 0, 0]);
  expect(await prisma().workspace.findUnique({ where: { id: gone.id } })).toBeNull();
  expect(await rowsOf(kept.id)).toEqual(before);
});
