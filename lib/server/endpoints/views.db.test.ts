import { beforeEach, expect, test } from "vitest";
import type { Problem } from "@/lib/contract/problem";
import type { SavedView, SavedViewList, ViewChange, ViewDraft } from "@/lib/contract/views";
import { signIn } from "../testing/sign-in";
import { call, createTestWorkspace, jsonOf, type TestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { viewEndpoint, viewsEndpoint } from "./views";

withTestDatabase();

let workspace: TestWorkspace;
let ana: string;
let ben: string;
let admin: string;
let viewer: string;
beforeEach(async () => {
  workspace = await createTestWorkspace();
  ana = await signIn(workspace.id, "member");
  ben = await signIn(workspace.id, "member");
  admin = await signIn(workspace.id, "admin");
  viewer = await signIn(workspace.id, "viewer");
});

const inIt = (slug = workspace.slug) => `/?workspace=${slug}`;
const create = (cookie: string, body: ViewDraft | Record<string, unknown>) =>
  call(viewsEndpoint, { method: "POST", target: inIt(), headers: { cookie }, body });
const change = (cookie: string, id: string, body: ViewChange | Record<string, unknown>) =>
  call(viewEndpoint, { method: "PATCH", target: inIt(), headers: { cookie }, params: { id }, body });
const remove = (cookie: string, id: string) =>
  call(viewEndpoint, { method: "DELETE", target: inIt(), headers: { cookie }, params: { id } });
const list = async (cookie: string) =>
  jsonOf<SavedViewList>(await call(viewsEndpoint, { target: inIt(), headers: { cookie } })).views;
const created = async (cookie: string, draft: ViewDraft) => jsonOf<SavedView>(await create(cookie, draft));

test("a view is kept as addresses write it, and read back by its author", async () => {
  const answer = await create(ana, {
    name: "  Denied of late ",
    filter: "?event_type=task_failed&status=denied,failure&since=24h",
    columns: "outcome,agent,time",
  });
  expect(answer.status).toBe(201);
  const view = jsonOf<SavedView>(answer);
  expect(view).toMatchObject({
    name: "Denied of late",
    filter: "kinds=task_failed&status=denied%2Cfailure&since=24h",
    columns: "time,sentence,agent,outcome",
    shared: false,
    editable: true,
  });
  expect(await list(ana)).toEqual([view]);
});

test("a private view is its author's alone; a shared one everybody sees, and its author and admins change", async () => {
  const { id } = await created(ana, { name: "Mine", filter: "status=denied" });
  for (const other of [ben, admin, viewer]) {
    expect(await list(other)).toEqual([]);
    expect((await change(other, id, { name: "Taken" })).status).toBe(other === viewer ? 403 : 404);
  }
  expect((await change(ana, id, { shared: true })).status).toBe(200);
  expect(await list(ben)).toMatchObject([{ id, name: "Mine", editable: false }]);
  expect(await list(viewer)).toMatchObject([{ id, editable: false }]);
  expect((await change(ben, id, { name: "Taken" })).status).toBe(403);
  expect((await remove(ben, id)).status).toBe(403);
  expect(jsonOf(await change(admin, id, { name: "Ours" }))).toMatchObject({ name: "Ours", filter: "status=denied" });
  expect((await remove(admin, id)).status).toBe(204);
  expect(await list(ana)).toEqual([]);
  expect((await remove(ana, id)).status).toBe(404);
});

test("another workspace never sees, changes or deletes a view", async () => {
  const other = await createTestWorkspace();
  const stranger = await signIn(other.id, "owner");
  const { id } = await created(ana, { name: "Ours", filter: "", shared: true });
  const there = (method: string, body?: unknown) =>
    call(viewEndpoint, { method, target: inIt(other.slug), headers: { cookie: stranger }, params: { id }, body });
  expect((await there("PATCH", { name: "Theirs" })).status).toBe(404);
  expect((await there("DELETE")).status).toBe(404);
  expect((await call(viewsEndpoint, { target: inIt(), headers: { cookie: stranger } })).status).toBe(404);
  expect(await list(ana)).toMatchObject([{ name: "Ours" }]);
});

test("viewers keep none, and keys have none", async () => {
  expect((await create(viewer, { name: "x", filter: "" })).status).toBe(403);
  expect((await call(viewsEndpoint, { key: workspace.key })).status).toBe(403);
  const body = { name: "x", filter: "" };
  expect((await call(viewsEndpoint, { method: "POST", key: workspace.key, body })).status).toBe(403);
});

test.each([
  [{ filter: "" }, "name"],
  [{ name: " ", filter: "" }, "name"],
  [{ name: "x".repeat(81), filter: "" }, "name"],
  [{ name: "x" }, "filter"],
  [{ name: "x", filter: "status=maybe" }, "filter.status"],
  [{ name: "x", filter: "event=1" }, "filter.event"],
  [{ name: "x", filter: "", columns: "colour" }, "columns"],
  [{ name: "x", filter: "", columns: "a b" }, "columns"],
  [{ name: "x", filter: "", shared: "yes" }, "shared"],
  [{ name: "x", filter: "", colour: "red" }, "colour"],
])("%j is a 422 that names the field", async (body, path) => {
  const answer = await create(ana, body);
  expect(answer.status).toBe(422);
  expect(jsonOf<Problem>(answer).errors?.[0]?.path).toBe(path);
});
