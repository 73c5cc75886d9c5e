import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { databaseUrl } from "../db/pool";
import { findBehind } from "../projections/behind";
import { projections } from "../projections/registry";
import { fillLog } from "../testing/counting-projection";
import { call, createTestWorkspace, jsonOf, withTestDatabase } from "../testing/test-workspace";

withTestDatabase();

const token = "a-token-for-the-cron";

beforeEach(() => {
  vi.resetModules();
});
afterEach(() => {
  vi.unstubAllEnvs();
});

/** The endpoint as a process with these settings has it. */
async function tick(settings: Record<string, string>, headers: Record<string, string> = {}) {
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  const { tickEndpoint } = await import("./tick");
  return call(tickEndpoint, { method: "POST", headers });
}
const bearer = (sent: string) => ({ authorization: `Bearer ${sent}` });

test("A tick takes all read models of all workspaces to the heads of their logs.", async () => {
  const workspaces = [await createTestWorkspace(), await createTestWorkspace()];
  for (const { id } of workspaces) await fillLog(id, 30);
  expect((await findBehind(projections)).length).toBe(2 * projections.length);
  const answer = await tick({ SIGHTLINE_TICK_TOKEN: token }, bearer(token));
  expect([answer.status, jsonOf(answer)]).toEqual([200, { behind: 0, removed: 0 }]);
  expect(await findBehind(projections)).toEqual([]);
});

test.each([
  ["without a token set", {}, bearer(token)],
  ["with a wrong token", { SIGHTLINE_TICK_TOKEN: token }, bearer(`${token}s`)],
  ["with none", { SIGHTLINE_TICK_TOKEN: token }, {}],
])("A tick %s is a 401.", async (_, settings, headers) => {
  expect((await tick(settings as Record<string, string>, headers as Record<string, string>)).status).toBe(401);
});

test("npm run projections -- rebuild makes what it is told to anew, and says how far it is.", async () => {
  const [mine, other] = [await createTestWorkspace(), await createTestWorkspace()];
  for (const { id } of [mine, other]) await fillLog(id, 30);
  const run = (...args: string[]) =>
    promisify(execFile)(process.execPath, ["scripts/projections.mjs", ...args], {
      env: { ...process.env, DATABASE_URL: databaseUrl() },
    });
  const { stdout } = await run("rebuild", "--workspace", mine.slug, "--only", "agents");
  expect(stdout).toContain("100 %, 0 events left");
  expect(await findBehind(projections)).toEqual([]);
  await expect(run("rebuild", "--workspace", "nobody")).rejects.toMatchObject({
    stderr: expect.stringContaining('There is no workspace "nobody"'),
  });
});
