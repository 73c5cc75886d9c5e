import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import type { AuditPage } from "@/lib/contract/audit";
import type { CreatedKey, Key } from "@/lib/contract/keys";
import type { CreatedInvitation, Member, MemberList } from "@/lib/contract/members";
import type { EventPage } from "@/lib/contract/query";
import type { Role } from "@/lib/contract/roles";
import { identify } from "../auth/identify";
import type { MethodTable } from "../http/methods";
import { appendEvents } from "../store/append-events";
import { noteDraft } from "../testing/note-draft";
import { signIn } from "../testing/sign-in";
import { StreamReader } from "../testing/stream-reader";
import { call, createTestWorkspace, jsonOf, type TestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { activityStreamEndpoint } from "./activity-stream";
import { auditEndpoint } from "./audit";
import { eventsEndpoint } from "./events";
import { invitationAcceptEndpoint, invitationsEndpoint } from "./invitations";
import { keyRotationEndpoint, keysEndpoint } from "./keys";
import { memberEndpoint, membersEndpoint } from "./members";
import { streamEndpoint } from "./stream";
import { workspaceOwnerEndpoint } from "./workspaces";

withTestDatabase();

let workspace: TestWorkspace;
type Someone = { cookie: string; id: string; email: string };
let owner: Someone;
let member: Someone;

async function join(role: Role): Promise<Someone> {
  const cookie = await signIn(workspace.id, role);
  const query = new URLSearchParams({ workspace: workspace.slug });
  const caller = await identify({ headers: { cookie }, query }, { scope: "read", role: "viewer" });
  return { cookie, id: caller.id, email: caller.kind === "person" ? caller.email : "" };
}

beforeEach(async () => {
  workspace = await createTestWorkspace();
  [owner, member] = [await join("owner"), await join("member")];
  const drafts = ["shop", "bank", null].map((project) => ({ ...noteDraft(randomUUID()), project }));
  await appendEvents(workspace.id, drafts);
});

type Ask = { method?: string; query?: string; body?: unknown; params?: Record<string, string> };
const ask = (table: MethodTable, who: Pick<Someone, "cookie">, { query = "", ...rest }: Ask = {}) =>
  call(table, { target: `/?workspace=${workspace.slug}${query}`, headers: { cookie: who.cookie }, ...rest });
const change = (id: string, body: unknown, who = owner) =>
  ask(memberEndpoint, who, { method: "PATCH", params: { id }, body });
const projectsIn = ({ events }: EventPage) => events.map(({ project }) => project).sort();
const seenBy = async (who: Someone) => projectsIn(jsonOf<EventPage>(await ask(eventsEndpoint, who)));
const seenWith = async (key: string) =>
  projectsIn(jsonOf<EventPage>(await call(eventsEndpoint, { key, target: "/api/v1/events" })));

test("admins restrict members to projects and lift it again; the audit log tells of it", async () => {
  expect(await seenBy(member)).toEqual(["bank", null, "shop"]);
  expect(jsonOf<Member>(await change(member.id, { projects: ["shop", "shop"] }))).toMatchObject({ projects: ["shop"] });
  expect(await seenBy(member)).toEqual(["shop"]);
  const { members } = jsonOf<MemberList>(await ask(membersEndpoint, member));
  expect(members.map(({ projects }) => projects)).toEqual([null, ["shop"]]);
  await change(member.id, { projects: ["shop"] });
  await change(member.id, { projects: null });
  expect(await seenBy(member)).toEqual(["bank", null, "shop"]);
  const { entries } = jsonOf<AuditPage>(await ask(auditEndpoint, owner));
  expect(entries.map(({ act, target, details }) => ({ act, target, details }))).toEqual([
    { act: "member.restricted", target: member.email, details: { from: ["shop"], to: null } },
    { act: "member.restricted", target: member.email, details: { from: null, to: ["shop"] } },
  ]);
  expect((await change(owner.id, { projects: null }, member)).status).toBe(403);
});

test.each([
  ["nothing", {}, "role"],
  ["no project", { projects: [] }, "projects"],
  ["a project without a name", { projects: [""] }, "projects.0"],
  ["too many", { projects: Array.from({ length: 51 }, (_, i) => `p${i}`) }, "projects"],
  ["an admin with projects", { role: "admin", projects: ["shop"] }, "projects"],
])("%s is no change", async (_, body, path) => {
  const answer = await change(member.id, body);
  expect(answer.status).toBe(422);
  expect(jsonOf<{ errors: { path: string }[] }>(answer).errors.map((error) => error.path)).toEqual([path]);
});

test("whoever manages the workspace sees all of it: owners aren't restricted, and who becomes an admin or owner no more", async () => {
  expect((await change(owner.id, { projects: ["shop"] })).status).toBe(422);
  await change(member.id, { projects: ["shop"] });
  expect(jsonOf<Member>(await change(member.id, { role: "viewer" }))).toMatchObject({ projects: ["shop"] });
  expect(jsonOf<Member>(await change(member.id, { role: "admin" }))).toMatchObject({ role: "admin", projects: null });
  await change(member.id, { role: "viewer", projects: ["shop"] });
  expect(await seenBy(member)).toEqual(["shop"]);
  const handover = { member: member.id, confirm: workspace.slug };
  expect((await ask(workspaceOwnerEndpoint, owner, { method: "POST", body: handover })).status).toBe(200);
  const { members } = jsonOf<MemberList>(await ask(membersEndpoint, member));
  expect(members.find(({ id }) => id === member.id)).toMatchObject({ role: "owner", projects: null });
});

test("keys read what who made them sees: those of before, those of after, and their successors", async () => {
  const create = async () => {
    const answer = await ask(keysEndpoint, member, { method: "POST", body: { name: "k", scopes: ["read"] } });
    return jsonOf<CreatedKey>(answer);
  };
  const before = await create();
  expect(await seenWith(before.key)).toEqual(["bank", null, "shop"]);
  await change(member.id, { projects: ["bank"] });
  const after = await create();
  expect(after.projects).toEqual(["bank"]);
  const { keys } = jsonOf<{ keys: Key[] }>(await ask(keysEndpoint, owner));
  expect(keys.find(({ id }) => id === before.id)?.projects).toEqual(["bank"]);
  const rotation = { method: "POST", params: { id: after.id }, body: { overlap: "1h" } };
  const successor = jsonOf<CreatedKey>(await ask(keyRotationEndpoint, member, rotation));
  for (const { key } of [after, successor]) expect(await seenWith(key)).toEqual(["bank"]);
  await expect.poll(() => seenWith(before.key), { timeout: 5_000 }).toEqual(["bank"]);
});

test("a key of an admin's who was restricted since manages nothing", async () => {
  const admin = await join("admin");
  const draft = { method: "POST", body: { name: "k", scopes: ["admin", "read"] } };
  const { key } = jsonOf<CreatedKey>(await ask(keysEndpoint, admin, draft));
  await change(admin.id, { role: "member", projects: ["shop"] });
  const lift = { method: "PATCH", key, target: "/", params: { id: admin.id }, body: { projects: null } };
  expect((await call(memberEndpoint, lift)).status).toBe(403);
  const made = await call(keysEndpoint, { method: "POST", key, target: "/", body: { name: "k2", scopes: ["read"] } });
  expect(jsonOf<CreatedKey>(made).projects).toEqual(["shop"]);
});

test("the invited are restricted from their first request on", async () => {
  const email = `${randomUUID()}@example.com`;
  const invite = (body: object) => ask(invitationsEndpoint, owner, { method: "POST", body: { email, ...body } });
  expect((await invite({ role: "admin", projects: ["shop"] })).status).toBe(422);
  const { secret, projects } = jsonOf<CreatedInvitation>(await invite({ role: "viewer", projects: ["shop"] }));
  expect(projects).toEqual(["shop"]);
  const answer = { secret, name: "Ana", password: randomUUID() };
  expect((await call(invitationAcceptEndpoint, { method: "POST", target: "/", body: answer })).status).toBe(200);
  const { members } = jsonOf<MemberList>(await ask(membersEndpoint, owner));
  expect(members.find((each) => each.email === email)).toMatchObject({ role: "viewer", projects: ["shop"] });
});

test.each([
  ["events", streamEndpoint],
  ["agents", activityStreamEndpoint],
])(
  "open streams of %s end within 5 s when what their reader sees is changed",
  { timeout: 15_000 },
  async (_, table) => {
    const reader = await StreamReader.open(table, { ...workspace, key: "" }, `workspace=${workspace.slug}`, {
      cookie: member.cookie,
    });
    await reader.next();
    await change(member.id, { projects: ["shop"] });
    const changedMs = performance.now();
    for (let frame = await reader.next(); frame.name !== "goodbye"; frame = await reader.next());
    expect(performance.now() - changedMs).toBeLessThan(5_000);
  },
);
