// biome-ignore-all lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test as base, expect } from "@playwright/test";
import { type Access, access, isRequirement, pageAccess } from "@/lib/contract/access";
import { isAtLeast, type Role } from "@/lib/contract/roles";
import { closePools, setDatabaseUrl } from "@/lib/server/db/pool";
import { prisma } from "@/lib/server/db/prisma";
import { fastLane } from "@/lib/server/endpoints/fast-lane";
import { ingest, readEvents } from "./api";
import { startAppProcess } from "./app-process";
import { startNext } from "./next-start";
import { builtAddresses } from "./walls/addresses";
import { createCallers, seenProject, type Verdict, type WallCaller } from "./walls/callers";

const slug = "keep";
const apiKey = "keep-key-0123456789";
const tokens = { METRICS_TOKEN: "metrics-token-of-the-walls", SIGHTLINE_TICK_TOKEN: "tick-token-of-the-walls" };
const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
const mounts = ["the front door", "next start"] as const;

type Walls = { urls: Record<(typeof mounts)[number], string>; callers: WallCaller[] };

const test = base.extend<object, { walls: Walls }>({
  walls: [
    async ({}, use) => {
      const secret = { NEXTAUTH_SECRET: process.env.NEXTAUTH_SECRET ?? "", ...tokens };
      const access = { SIGHTLINE_INIT_WORKSPACE: slug, SIGHTLINE_INIT_API_KEY: apiKey };
      const app = await startAppProcess({ ...secret, ...access });
      const database = readFileSync(join(app.dataDir, "database-url"), "utf8").trim();
      const next = await startNext({ ...secret, DATABASE_URL: database });
      setDatabaseUrl(database);
      const callers = await createCallers(slug);
      await use({ urls: { "the front door": app.url, "next start": next.url }, callers });
      await prisma().$disconnect();
      await closePools();
      await next.stop();
      await app.remove();
    },
    { scope: "worker", timeout: 120_000 },
  ],
});

test("Every address of the built app has a row in the table of access, and every row has an address", () => {
  const { routes, pages } = builtAddresses();
  const rows = Object.keys(access).map((row) => row.split(" ")[1] ?? "");
  expect(routes.sort()).toEqual([...new Set(rows)].sort());
  expect(pages.sort()).toEqual(Object.keys(pageAccess).sort());
});

for (const mount of mounts) {
  test(`At ${mount} every row lets in whom it says, and nobody else`, async ({ walls }) => {
    const url = walls.urls[mount];
    const rows = Object.entries(access as Readonly<Record<string, Access>>);
    const asked = rows.flatMap(([row, need]) => {
      // What the front door doesn't answer itself is the same code under both.
      const isWalkedBefore = mount === "next start" && !isFast(row);
      return (isWalkedBefore ? oneOfEach(walls.callers) : walls.callers).map((caller) => ({ row, need, caller }));
    });
    const told = await each(asked, async ({ row, need, caller }) => {
      const [method = "", path = ""] = row.split(" ");
      const isWrite = method !== "GET";
      const answer = await fetch(url + addressed(path), { method, headers: caller.headers });
      const expected = expectedOf(need, caller, { isWrite, isOpenMetrics: mount === "the front door" });
      return { row, caller: caller.name, expected, actual: await verdictOf(answer, need) };
    });
    expect(told.filter(({ expected, actual }) => expected !== actual)).toEqual([]);
  });

  test(`At ${mount} no address has a method besides, and what needs a token takes it`, async ({ walls }) => {
    const url = walls.urls[mount];
    const besides = builtAddresses().routes.flatMap((path) =>
      [...methods, "OPTIONS"].filter((method) => !(`${method} ${path}` in access)).map((method) => ({ method, path })),
    );
    const authorization = `Bearer ${apiKey}`;
    const told = await each(besides, async ({ method, path }) => {
      const answer = await fetch(url + addressed(path), { method, headers: { authorization } });
      return { method, path, status: answer.status, allowsOrigin: answer.headers.get("access-control-allow-origin") };
    });
    expect(told.filter(({ status, allowsOrigin }) => status !== 405 || allowsOrigin !== null)).toEqual([]);
    for (const [row, need] of Object.entries(access as Readonly<Record<string, Access>>)) {
      if (need === null || need === "viewer" || isRequirement(need)) continue;
      const [method = "", path = ""] = row.split(" ");
      const bearer = { authorization: `Bearer ${tokens[need.token]}`, "x-forwarded-for": "192.0.2.1" };
      expect([row, (await fetch(url + path, { method, headers: bearer })).status]).toEqual([row, 200]);
    }
    for (const path of ["/api", "/api/no/such/thing", "/v1/none"]) {
      for (const { headers } of walls.callers.filter(({ isCrossSite }) => !isCrossSite)) {
        expect([path, (await fetch(url + path, { headers })).status]).toEqual([path, 404]);
      }
    }
  });

  test(`At ${mount} every page shows itself to whom it says, leads others to the login, and takes no writes`, async ({
    walls,
  }) => {
    const url = walls.urls[mount];
    const thing = { agent_id: "a", session_id: "s", task_id: "t", trace_id: "r", project: seenProject };
    await ingest({ url, apiKey }, [{ event_type: "task_started", ...thing }]);
    await expect
      .poll(() => Promise.all(thingAddresses.map((path) => statusOf(`${url}${path}`))), { timeout: 15_000 })
      .toEqual(thingAddresses.map(() => 200));
    const cookies = oneOfEach(walls.callers.filter((caller) => caller.page !== "no page"));
    const seen = Object.entries(pageAccess as Readonly<Record<string, Role | null>>).flatMap(([page, least]) =>
      (mount === "next start" ? cookies.filter(({ kind }) => kind === "viewer" || kind === "stranger") : cookies).map(
        (caller) => ({ page, least, caller }),
      ),
    );
    const told = await each(seen, async ({ page, least, caller }) => {
      const path = pathOf(page);
      const answer = await fetch(url + path, { headers: caller.headers, redirect: "manual" });
      await answer.arrayBuffer();
      const location = answer.headers.get("location")?.replace(url, "") ?? null;
      const isFramed = !answer.headers.get("content-security-policy")?.includes("frame-ancestors 'none'");
      return {
        page,
        caller: caller.name,
        expected: pageExpected(path, least, caller),
        actual: `${answer.status}${location ? ` ${location}` : ""}${isFramed ? " may be framed" : ""}`,
      };
    });
    expect(told.filter(({ expected, actual }) => !expected.test(actual))).toEqual([]);
    const owner = walls.callers.find(({ kind }) => kind === "owner")?.headers ?? {};
    const written = await each(Object.keys(pageAccess), async (page) => {
      const { status } = await fetch(url + pathOf(page), { method: "POST", headers: { ...owner, "next-action": "x" } });
      return { page, status };
    });
    expect(written.filter(({ status }) => status !== 405)).toEqual([]);
  });
}

test("Whoever is restricted to a project hears of no other, at no address and on no page", async ({ walls }) => {
  const url = walls.urls["the front door"];
  const secret = "of-the-vault";
  const project = `project-${secret}`;
  const operation = `operation-${secret}`;
  const ids = { session_id: `s-${secret}`, task_id: `t-${secret}`, trace_id: `r-${secret}` };
  const metadata = { tool_name: `tool-${secret}`, tool_use_id: "u1", remaining: 7, limit: 9 };
  const kinds = ["task_started", "tool_started", "operation_denied", "budget_updated"];
  const headers = { authorization: `Bearer ${apiKey}`, "content-type": "application/json" };
  const rule = { method: "POST", headers, body: JSON.stringify({ name: "Starts", filter: "kinds=task_started" }) };
  expect((await fetch(`${url}/api/v1/rules`, rule)).status).toBe(201);
  await ingest({ url, apiKey }, [
    // Some work in it alone, some in what is seen as well.
    ...kinds.map((event_type) => ({ event_type, agent_id: `a-${secret}`, operation, project, metadata, ...ids })),
    ...kinds.map((event_type) => ({ event_type, agent_id: "a", session_id: "s", operation, project, metadata })),
    { event_type: "task_started", agent_id: "a", session_id: "s", task_id: "t", trace_id: "r", project: seenProject },
  ]);
  const { events } = await readEvents({ url, apiKey });
  const hidden = events.find((event) => event.project === project)?.event_id ?? "";
  const idsInPaths = { ...ids, agent_id: `a-${secret}`, event_id: hidden };
  const paths = [
    ...Object.keys(access)
      .filter((row) => row.startsWith("GET "))
      .map((row) => row.slice("GET ".length))
      .flatMap((path) => [filledIn(path, idsInPaths), filledIn(path, { agent_id: "a", session_id: "s", task_id: "t" })])
      .map((path) => `${path}?workspace=${slug}${path.endsWith("/events/stream") ? "&cursor=earliest" : ""}`),
    ...Object.keys(pageAccess).map(pathOf),
  ];
  const textsFor = async (kind: string) => {
    const { headers = {} } = walls.callers.find((caller) => caller.kind === kind) ?? {};
    return each([...new Set(paths)], async (path) => ({ path, ...(await heardFrom(url + path, headers)) }));
  };
  // Whoever sees everything hears of it nearly everywhere, or keeping quiet would prove little.
  const heard = async () =>
    (await textsFor("viewer")).filter(({ text }) => text.includes(secret)).map(({ path }) => path);
  await expect.poll(heard, { timeout: 20_000 }).toContain(`/api/v1/notifications?workspace=${slug}`);
  await expect.poll(async () => (await heard()).length, { timeout: 20_000 }).toBeGreaterThan(20);
  const told = await textsFor("restricted");
  expect(told.filter(({ text }) => text.includes(secret)).map(({ path }) => path)).toEqual([]);
  expect(told.filter(({ status }) => status >= 500)).toEqual([]);
  expect(told.filter(({ status }) => status === 200).length).toBeGreaterThan(40);
});

/** The path with these for its parameters. */
const filledIn = (path: string, ids: Readonly<Record<string, string>>) =>
  path.replace(/\{(\w+)\}/g, (whole, name: string) => encodeURIComponent(ids[name] ?? whole));

/** What an address says; of a stream, all up to the present. */
async function heardFrom(address: string, headers: Readonly<Record<string, string>>) {
  const gone = new AbortController();
  const answer = await fetch(address, { headers, signal: gone.signal });
  const isStream = answer.headers.get("content-type")?.startsWith("text/event-stream") === true;
  if (!isStream || !answer.body) return { status: answer.status, text: await answer.text() };
  let text = "";
  for await (const chunk of answer.body) {
    text += Buffer.from(chunk).toString();
    if (text.includes("event: replay_complete")) break;
  }
  gone.abort();
  return { status: answer.status, text };
}

/** One address may be a way through to several, as of agents' hooks. */
const isFast = (row: string) => [...fastLane.values()].some(({ route }) => row.endsWith(` ${route}`));

const oneOfEach = (callers: readonly WallCaller[]) => [
  ...new Map([...callers].reverse().map((caller) => [caller.kind, caller])).values(),
];

const thingAddresses = ["/api/v1/agents/a", "/api/v1/sessions/s", "/api/v1/tasks/t", "/api/v1/traces/r"];

const statusOf = (address: string) =>
  fetch(address, { headers: { authorization: `Bearer ${apiKey}` } }).then(({ status }) => status);

function expectedOf(
  need: Access,
  caller: WallCaller,
  { isWrite, isOpenMetrics }: { isWrite: boolean; isOpenMetrics: boolean },
): Verdict {
  if (isRequirement(need)) return caller.expected(need, isWrite);
  // Whoever may ask, no page of another site may make a browser ask.
  if (caller.isCrossSite && isWrite) return 403;
  if (need === "viewer") return caller.asViewer;
  return need === null || (need.token === "METRICS_TOKEN" && isOpenMetrics) ? "in" : 401;
}

/**
 * A request asks for what no address knows, so whoever gets past the walls hears a 400 or, of a body, a 422, and nothing
 * is done. Of the addresses that are for everybody any answer will do that isn't a wall's.
 */
async function verdictOf(answer: Response, need: Access): Promise<Verdict | number> {
  const { status } = answer;
  await answer.arrayBuffer();
  if (status === 401 || status === 403 || status === 404) return status;
  if (isRequirement(need) || need === "viewer") return status === 400 || status === 422 ? "in" : status;
  return status < 500 ? "in" : status;
}

function addressed(path: string): string {
  const filled = path.replace("{agent}", "claude-code").replace(/\{\w+\}/g, "0190a0a0-0000-7000-8000-000000000000");
  return `${filled}?workspace=${slug}&no_such_parameter=1`;
}

function pathOf(page: string): string {
  return page
    .replace("[workspace]", slug)
    .replace("[agentId]", "a")
    .replace("[...sessionId]", "s")
    .replace("[...taskId]", "t")
    .replace("[...traceId]", "r");
}

function pageExpected(path: string, least: Role | null, { page }: WallCaller): RegExp {
  if (least === null) return /^(200|307 \/[a-z].*)$/;
  if (page === null) return new RegExp(`^307 /login\\?next=${encodeURIComponent(path)}$`);
  const isIn = page !== "stranger" && page !== "no page" && isAtLeast(page, least);
  return isIn ? new RegExp(`^(200|307 ${path}/\\w+)$`) : /^404$/;
}

/** A dozen at a time: many are asked, and none waits for another. */
async function each<T, R>(items: readonly T[], run: (item: T) => Promise<R>): Promise<R[]> {
  const answers: R[] = [];
  let next = 0;
  const work = async () => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) answers.push(await run(item));
  };
  await Promise.all(Array.from({ length: 12 }, work));
  return answers;
}
