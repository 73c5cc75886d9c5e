import { beforeEach, expect, test } from "vitest";
import type { AuditPage } from "@/lib/contract/audit";
import type { Problem } from "@/lib/contract/problem";
import { prisma } from "../db/prisma";
import { appendAudit } from "../store/audit-log";
import { expireAudit } from "../store/audit-retention";
import { byTest } from "../testing/by-test";
import { signIn } from "../testing/sign-in";
import { call, createTestWorkspace, jsonOf, type TestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { auditEndpoint, auditExportEndpoint } from "./audit";
import { exportEndpoint } from "./export";
import { redactionRulesEndpoint } from "./privacy";

withTestDatabase();

let workspace: TestWorkspace;
let admin: string;
beforeEach(async () => {
  workspace = await createTestWorkspace();
  admin = await signIn(workspace.id, "admin");
});

const ask = (query: string, cookie = admin) =>
  call(auditEndpoint, { target: `/?workspace=${workspace.slug}${query}`, headers: { cookie } });
const read = async (query = "") => jsonOf<AuditPage>(await ask(query));

async function textOf(body: unknown): Promise<string> {
  let text = "";
  for await (const chunk of body as AsyncIterable<Uint8Array>) text += Buffer.from(chunk).toString();
  return text;
}

test("what admins do is told with who did it and from where, and only to admins", async () => {
  const target = `/?workspace=${workspace.slug}`;
  const rule = { name: "badge", pattern: "B-[0-9]+" };
  await call(redactionRulesEndpoint, { method: "POST", target, headers: { cookie: admin }, body: rule });
  const exported = await call(exportEndpoint, { key: workspace.key, target: "/?kinds=task.*&format=csv" });
  await textOf(exported.body);
  // A further part of it.
  await textOf((await call(exportEndpoint, { key: workspace.key, target: "/?kinds=task.*&format=csv&after=5" })).body);
  const { entries, head } = await read();
  expect(head).toBe(2);
  expect(entries).toMatchObject([
    { cursor: 2, act: "events.exported", actor: { kind: "key" }, details: { filter: "kinds=task.*", format: "csv" } },
    { cursor: 1, act: "privacy.rule_created", target: "badge", actor: { kind: "person" }, address: "127.0.0.1" },
  ]);
  for (const role of ["member", "viewer"] as const) {
    expect((await ask("", await signIn(workspace.id, role))).status).toBe(403);
  }
  const stranger = await signIn((await createTestWorkspace()).id, "owner");
  expect((await ask("", stranger)).status).toBe(404);
});

test("pages go back by cursor and keep to the filter", async () => {
  for (let i = 1; i <= 7; i += 1) {
    const act = i % 2 === 0 ? "key.created" : "key.revoked";
    await appendAudit(workspace.id, { ...byTest, act, target: String(i) });
  }
  await appendAudit(workspace.id, { ...byTest, act: "member.invited", target: "ben@example.com" });
  const first = await read("&act=key.*&limit=4&since=1h");
  expect(first.entries.map(({ target }) => target)).toEqual(["7", "6", "5", "4"]);
  const rest = jsonOf<AuditPage>(await call(auditEndpoint, { target: first.next ?? "", headers: { cookie: admin } }));
  expect(rest.entries.map(({ target }) => target)).toEqual(["3", "2", "1"]);
  expect(rest).toMatchObject({ has_more: false, next: null });
  expect((await read("&act=key.created")).entries).toHaveLength(3);
  expect((await read("&actor=nobody@example.com")).entries).toEqual([]);
  expect((await read("&until=1h")).entries).toEqual([]);
});

test.each([
  ["act=keys.made", "act"],
  ["since=yesterday", "since"],
  ["limit=0", "limit"],
  ["colour=red", "colour"],
])("what can't be read is named: %s", async (query, path) => {
  const answer = await ask(`&${query}`);
  expect(answer.status).toBe(400);
  expect(jsonOf<Problem>(answer).errors).toMatchObject([{ path }]);
});

test("an export holds every entry, no formula, and is told of itself", async () => {
  for (let i = 0; i < 1_100; i += 1) {
    await appendAudit(workspace.id, { ...byTest, act: "key.created", target: i === 0 ? "=1+1" : `key ${i}` });
  }
  const target = `/?workspace=${workspace.slug}&format=`;
  const headers = { cookie: admin };
  const csv = await textOf((await call(auditExportEndpoint, { target: `${target}csv`, headers })).body);
  const lines = csv.trimEnd().split("\r\n");
  expect(lines[0]).toBe("cursor,at,actor_kind,actor_id,actor,act,target,address,details");
  expect(lines).toHaveLength(1_101);
  expect(lines[1]).toContain(",'=1+1,");
  const ndjson = await textOf((await call(auditExportEndpoint, { target: `${target}ndjson`, headers })).body);
  const entries = ndjson
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as { cursor: number; act: string });
  expect(entries.map(({ cursor }) => cursor)).toEqual(Array.from({ length: 1_101 }, (_, i) => i + 1));
  expect(entries.at(-1)?.act).toBe("audit.exported");
});

test("entries go when they were kept for as long as an owner says, 30 days at least", async () => {
  const owner = await signIn(workspace.id, "owner");
  const keep = (kept_days: number, cookie: string) =>
    call(auditEndpoint, {
      method: "PATCH",
      target: `/?workspace=${workspace.slug}`,
      headers: { cookie },
      body: { kept_days },
    });
  for (let i = 0; i < 5; i += 1) await appendAudit(workspace.id, { ...byTest, act: "key.created", target: `${i}` });
  await prisma().$executeRaw`
    UPDATE audit_entries SET at = at - interval '60 days' WHERE workspace_id = ${workspace.id} AND cursor <= 3`;
  expect(await expireAudit()).toBe(0);
  expect((await keep(45, admin)).status).toBe(403);
  expect((await keep(29, owner)).status).toBe(422);
  expect((await keep(45, owner)).status).toBe(200);
  expect(await expireAudit()).toBe(3);
  const { entries, floor, head } = await read();
  expect({ floor, head }).toEqual({ floor: 4, head: 6 });
  expect(entries.map(({ cursor }) => cursor)).toEqual([6, 5, 4]);
});
