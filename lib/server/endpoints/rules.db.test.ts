import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import type { AuditPage } from "@/lib/contract/audit";
import type { Problem } from "@/lib/contract/problem";
import type { Rule, RuleDraft, RuleList, RulePreview } from "@/lib/contract/rules";
import { prisma } from "../db/prisma";
import { signIn } from "../testing/sign-in";
import { call, createTestWorkspace, jsonOf, type TestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { auditEndpoint } from "./audit";
import { ingestEndpoint } from "./ingest";
import { rulePreviewEndpoint } from "./rule-preview";
import { ruleEndpoint, rulesEndpoint } from "./rules";

withTestDatabase();

let workspace: TestWorkspace;
beforeEach(async () => {
  workspace = await createTestWorkspace();
});

const create = (body: RuleDraft | Record<string, unknown>, key = workspace.key) =>
  call(rulesEndpoint, { method: "POST", key, body });
const created = async (draft: RuleDraft) => jsonOf<Rule>(await create(draft));
const change = (id: string, body: unknown, key = workspace.key) =>
  call(ruleEndpoint, { method: "PATCH", key, params: { id }, body });
const remove = (id: string, key = workspace.key) => call(ruleEndpoint, { method: "DELETE", key, params: { id } });
const list = async (key = workspace.key) => jsonOf<RuleList>(await call(rulesEndpoint, { key })).rules;
const ingest = (events: unknown[]) => call(ingestEndpoint, { method: "POST", key: workspace.key, body: events });
const fromCursor = async (id: string) => Number((await prisma().rule.findUniqueOrThrow({ where: { id } })).fromCursor);

test("a rule is kept as addresses write its filter, with what it doesn't say filled in", async () => {
  const answer = await create({ name: "  Refused ", filter: "?event_type=operation_denied&status=denied" });
  expect(answer.status).toBe(201);
  expect(jsonOf<Rule>(answer)).toMatchObject({
    name: "Refused",
    filter: "kinds=operation_denied&status=denied",
    condition: { type: "event" },
    severity: "warning",
    enabled: true,
    audience: null,
    webhook_ids: [],
    collapse_seconds: 600,
    last_notified_at: null,
  });
  expect(await list()).toEqual([jsonOf(answer)]);
});

test("a rule begins at the head, and anew there with another filter or condition, or turned on again", async () => {
  const events = (count: number) => Array.from({ length: count }, () => ({ event_type: "note", agent_id: "a" }));
  await ingest(events(3));
  const { id } = await created({ name: "All" });
  expect(await fromCursor(id)).toBe(3);
  await ingest(events(2));
  for (const same of [{ name: "Each" }, { severity: "info" }, { filter: "" }, { condition: { type: "event" } }]) {
    expect((await change(id, same)).status).toBe(200);
  }
  expect(await fromCursor(id)).toBe(3);
  await change(id, { filter: "kinds=note" });
  expect(await fromCursor(id)).toBe(5);
  await ingest(events(1));
  await change(id, { condition: { type: "rate_above", per_minute: 5 } });
  expect(await fromCursor(id)).toBe(6);
  await ingest(events(1));
  await change(id, { enabled: false });
  await ingest(events(1));
  await change(id, { enabled: true });
  expect(await fromCursor(id)).toBe(8);
});

test("members see rules, only admins make and change them, and another workspace has none of them", async () => {
  const { id } = await created({ name: "Ours" });
  const other = await createTestWorkspace();
  expect(await list(other.key)).toEqual([]);
  expect([(await change(id, { name: "x" }, other.key)).status, (await remove(id, other.key)).status]).toEqual([
    404, 404,
  ]);
  const target = `/?workspace=${workspace.slug}`;
  const cookie = await signIn(workspace.id, "member");
  expect(jsonOf<RuleList>(await call(rulesEndpoint, { target, headers: { cookie } })).rules).toHaveLength(1);
  const body = { name: "Mine" };
  expect((await call(rulesEndpoint, { method: "POST", target, headers: { cookie }, body })).status).toBe(403);
  expect((await remove(id)).status).toBe(204);
  expect((await remove(id)).status).toBe(404);
  expect((await remove("none")).status).toBe(404);
});

test("what was done to rules is in the audit log", async () => {
  const { id } = await created({ name: "Refused" });
  await change(id, { name: "Denied" });
  await remove(id);
  const { entries } = jsonOf<AuditPage>(await call(auditEndpoint, { key: workspace.key, target: "/?act=rule.*" }));
  expect(entries.map(({ act, target }) => `${act} ${target}`)).toEqual([
    "rule.deleted Denied",
    "rule.changed Denied",
    "rule.created Refused",
  ]);
});

test.each([
  [{}, "name"],
  [{ name: " " }, "name"],
  [{ name: "x", filter: "status=maybe" }, "filter.status"],
  [{ name: "x", filter: "since=1h" }, "filter.since"],
  [{ name: "x", condition: { type: "moon" } }, "condition"],
  [{ name: "x", condition: { type: "silence", for_seconds: 1 } }, "condition.for_seconds"],
  [{ name: "x", audience: [] }, "audience"],
  [{ name: "x", audience: [randomUUID()] }, "audience"],
  [{ name: "x", webhook_ids: [randomUUID()] }, "webhook_ids"],
  [{ name: "x", colour: "red" }, "colour"],
])("%j is a 422 that names the field", async (body, path) => {
  const answer = await create(body);
  expect(answer.status).toBe(422);
  expect(jsonOf<Problem>(answer).errors?.[0]?.path).toMatch(new RegExp(`^${path.replace(".", "\\.")}`));
});

test("a preview tells what of the last day matches, and keeps nothing", async () => {
  await ingest([
    { event_type: "operation_denied", agent_id: "coder", operation: "write_file" },
    { event_type: "note", agent_id: "coder" },
    { event_type: "operation_denied", agent_id: "coder", operation: "rm", timestamp: "2024-01-01T00:00:00Z" },
  ]);
  const body = { filter: "kinds=operation_denied" };
  const preview = jsonOf<RulePreview>(await call(rulePreviewEndpoint, { method: "POST", key: workspace.key, body }));
  expect(preview).toMatchObject({ matches: 1, events: [{ cursor: 1, sentence: "coder was denied write_file" }] });
  expect(await list()).toEqual([]);
});
