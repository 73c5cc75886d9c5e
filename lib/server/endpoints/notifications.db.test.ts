import { beforeEach, expect, test } from "vitest";
import type { Notification, NotificationList, NotificationSummary } from "@/lib/contract/notifications";
import type { Problem } from "@/lib/contract/problem";
import { prisma } from "../db/prisma";
import { signIn } from "../testing/sign-in";
import { call, createTestWorkspace, jsonOf, type TestWorkspace, withTestDatabase } from "../testing/test-workspace";
import {
  notificationPreferencesEndpoint,
  notificationReadEndpoint,
  notificationSummaryEndpoint,
} from "./notification-marks";
import { notificationEndpoint, notificationsEndpoint } from "./notifications";

withTestDatabase();

let workspace: TestWorkspace;
let ana: string;
let ben: string;
let anaId: string;
let benId: string;
beforeEach(async () => {
  workspace = await createTestWorkspace();
  ana = await signIn(workspace.id, "member");
  ben = await signIn(workspace.id, "member");
  const where = { workspaceId: workspace.id };
  const members = await prisma().membership.findMany({ where, orderBy: { createdAt: "asc" } });
  [anaId = "", benId = ""] = members.map(({ personId }) => personId);
});

const target = (query = "") => `/?workspace=${workspace.slug}${query}`;
const list = async (cookie: string, query = "") =>
  jsonOf<NotificationList>(await call(notificationsEndpoint, { target: target(query), headers: { cookie } }));
const titles = async (cookie: string, query = "") =>
  (await list(cookie, query)).notifications.map(({ title }) => title);
const patch = (cookie: string, id: string, body: unknown, slug = workspace.slug) =>
  call(notificationEndpoint, {
    method: "PATCH",
    target: `/?workspace=${slug}`,
    headers: { cookie },
    params: { id },
    body,
  });
const mark = (cookie: string, body: unknown) =>
  call(notificationReadEndpoint, { method: "POST", target: target(), headers: { cookie }, body });
const summary = async (cookie: string) =>
  jsonOf<NotificationSummary>(await call(notificationSummaryEndpoint, { target: target(), headers: { cookie } }));

let minute = 0;
type Given = { ruleId?: string; audience?: string[]; endedAt?: Date; project?: string };
async function notify(title: string, { ruleId, audience, ...more }: Given = {}): Promise<string> {
  const { id: workspaceId } = workspace;
  const rule = ruleId ?? (await ruleNamed(title)).id;
  const at = new Date(Date.UTC(2026, 0, 1, 0, minute++));
  const { id } = await prisma().notification.create({
    data: {
      ...{ workspaceId, ruleId: rule, subject: title, title, severity: "warning", firstCursor: 1, lastCursor: 1 },
      ...{ openedAt: at, lastAt: at, audience: audience ?? [], toEveryone: !audience, ...more },
    },
  });
  return id;
}
const ruleNamed = (name: string) =>
  prisma().rule.create({
    data: { workspaceId: workspace.id, name, filter: "", condition: { type: "event" }, createdBy: "x", fromCursor: 0 },
  });
test("an inbox is paged by newest activity, and narrowed by state, rule, assignee and what is unread", async () => {
  const { id: ruleId } = await ruleNamed("one rule");
  for (const title of ["first", "second", "third"]) await notify(title, { ruleId });
  await notify("over", { endedAt: new Date() });
  const first = await list(ana, "&limit=3");
  expect(first.notifications.map(({ title }) => title)).toEqual(["over", "third", "second"]);
  const rest = jsonOf<NotificationList>(
    await call(notificationsEndpoint, { target: first.next ?? "", headers: { cookie: ana } }),
  );
  expect(rest).toMatchObject({ notifications: [{ title: "first" }], has_more: false, next: null });
  expect(await titles(ana, "&state=ended")).toEqual(["over"]);
  expect(await titles(ana, `&state=open&rule_id=${ruleId}`)).toEqual(["third", "second", "first"]);
  const [third] = (await list(ana, "&state=open")).notifications;
  await mark(ana, { ids: [third?.id] });
  expect(await titles(ana, "&unread=true")).toEqual(["over", "second", "first"]);
  expect(await titles(ana, "&unread=false")).toEqual(["third"]);
  expect(await titles(ben, "&unread=true")).toHaveLength(4);
});

test("who is not told sees nothing of it, and a stranger not even that there is something", async () => {
  const id = await notify("for Ana", { audience: [anaId] });
  expect(await titles(ana)).toEqual(["for Ana"]);
  expect(await titles(ben)).toEqual([]);
  expect((await summary(ben)).unread).toBe(0);
  expect((await patch(ben, id, { acknowledged: true })).status).toBe(404);
  await mark(ben, { ids: [id] });
  expect(await prisma().notificationRead.count({ where: { notificationId: id } })).toBe(0);
  const other = await createTestWorkspace();
  const stranger = await signIn(other.id, "owner");
  expect((await patch(stranger, id, { acknowledged: true }, other.slug)).status).toBe(404);
  expect((await call(notificationEndpoint, { key: other.key, params: { id } })).status).toBe(404);
  expect((await call(notificationEndpoint, { key: workspace.key, params: { id } })).status).toBe(200);
});

test("who is restricted to some projects sees what is of these, and is assigned nothing else", async () => {
  const cleo = await signIn(workspace.id, "member", 60_000, ["web"]);
  const { personId } = await prisma().membership.findFirstOrThrow({
    where: { workspaceId: workspace.id, personId: { notIn: [anaId, benId] } },
  });
  const web = await notify("of web", { project: "web" });
  const api = await notify("of api", { project: "api" });
  await notify("of none");
  expect(await titles(cleo)).toEqual(["of web"]);
  expect(await summary(cleo)).toMatchObject({ unread: 1, open: 1, newest: { title: "of web" } });
  expect((await patch(cleo, api, { acknowledged: true })).status).toBe(404);
  expect((await patch(ana, api, { assigned_to: personId })).status).toBe(422);
  expect((await patch(ana, web, { assigned_to: personId })).status).toBe(200);
});

test("it is acknowledged, assigned and snoozed by members, and by them alone", async () => {
  const id = await notify("denied");
  const viewer = await signIn(workspace.id, "viewer");
  expect((await patch(viewer, id, { acknowledged: true })).status).toBe(403);
  const acknowledged = jsonOf<Notification>(await patch(ana, id, { acknowledged: true }));
  expect(acknowledged).toMatchObject({ state: "acknowledged", acknowledged: { by: expect.stringContaining("@") } });
  const again = jsonOf<Notification>(await patch(ben, id, { acknowledged: true }));
  expect(again.acknowledged).toEqual(acknowledged.acknowledged);
  expect(jsonOf(await patch(ana, id, { acknowledged: false }))).toMatchObject({ state: "open", acknowledged: null });
  const until = new Date(Date.now() + 60_000).toISOString();
  expect(jsonOf(await patch(ana, id, { assigned_to: benId, snoozed_until: until }))).toMatchObject({
    assigned_to: { id: benId },
    snoozed_until: until,
  });
  expect(await titles(ben, "&assigned_to=me")).toEqual(["denied"]);
  expect(await titles(ana, "&assigned_to=me")).toEqual([]);
  const other = await notify("for Ben", { audience: [benId] });
  const refused = await patch(ben, other, { assigned_to: anaId });
  expect([refused.status, jsonOf<Problem>(refused).errors?.[0]?.path]).toEqual([422, "assigned_to"]);
  expect((await patch(ana, id, { snoozed_until: "2020-01-01T00:00:00Z" })).status).toBe(422);
});

test("the summary counts what is unread and neither acknowledged nor snoozed, and its version moves with each change", async () => {
  const ids = [await notify("a"), await notify("b"), await notify("c"), await notify("d")];
  const before = await summary(ana);
  expect(before).toMatchObject({ unread: 4, open: 4, newest: { id: ids[3], title: "d" } });
  await patch(ben, ids[0] ?? "", { acknowledged: true });
  await patch(ben, ids[1] ?? "", { snoozed_until: new Date(Date.now() + 60_000).toISOString() });
  await mark(ana, { ids: [ids[2]] });
  const after = await summary(ana);
  expect(after).toMatchObject({ unread: 1, open: 3 });
  expect(after.version).not.toBe(before.version);
  await mark(ana, { ids: [ids[2]], read: false });
  expect((await summary(ana)).unread).toBe(2);
  await mark(ana, { until: "2099-01-01T00:00:00Z" });
  expect((await summary(ana)).unread).toBe(0);
});

test.each([
  ["state=gone", "state"],
  ["unread=maybe", "unread"],
  ["assigned_to=somebody", "assigned_to"],
  ["rule_id=x", "rule_id"],
  ["before=12", "before"],
  ["limit=0", "limit"],
  ["colour=red", "colour"],
])("%s is a 400 that names it", async (query, path) => {
  const answer = await call(notificationsEndpoint, { target: target(`&${query}`), headers: { cookie: ana } });
  expect([answer.status, jsonOf<Problem>(answer).errors?.[0]?.path]).toEqual([400, path]);
});

test("how somebody is told by mail is theirs to say", async () => {
  const ask = (cookie: string, body?: unknown) =>
    call(notificationPreferencesEndpoint, {
      method: body ? "PATCH" : "GET",
      target: target(),
      headers: { cookie },
      body,
    });
  expect(jsonOf(await ask(ana))).toEqual({ digest: "off" });
  expect(jsonOf(await ask(ana, { digest: "daily" }))).toEqual({ digest: "daily" });
  expect(jsonOf(await ask(ana))).toEqual({ digest: "daily" });
  expect(jsonOf(await ask(ben))).toEqual({ digest: "off" });
  expect((await ask(ana, { digest: "yearly" })).status).toBe(422);
});
