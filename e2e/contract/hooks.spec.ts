import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect } from "@playwright/test";
import { type HookAgent, hookAgents } from "@/emitter/agents/hook-agents";
import { createCommandHome } from "@/emitter/testing/command-home";
import type { JsonObject } from "@/lib/contract/event";
import { hookFixtures } from "@/lib/server/ingest/doors/fixtures/hook-fixtures";
import { bundleHookCommand } from "@/scripts/build-emitter.mjs";
import { type Caller, readEvents } from "../api";
import { onEachMount, test } from "./mounts";
import { expectProblem } from "./post-body";

type Hooks = { hooks: Record<string, { hooks?: Handler[] }[]> };
/** The fields of the agents' own settings, as far as these examples have them. */
type Handler = {
  type?: string;
  url?: string;
  headers?: Record<string, string>;
  allowedEnvVars?: string[];
  command?: string;
  bash?: string;
};

const documented: Record<HookAgent, string> = {
  "claude-code": "claude-settings.json",
  codex: "codex-hooks.json",
  gemini: "gemini-settings.json",
  cursor: "cursor-hooks.json",
  copilot: "copilot-hooks.json",
};
const examples = new Map(
  [...readFileSync("docs/doors.md", "utf8").matchAll(/^```json (\S+)\n(.*?)^```$/gms)].map(([, name, json]) => [
    name,
    json,
  ]),
);

/** The handlers that docs/doors.md gives for an agent, by their hook. */
function handlersOf(agent: HookAgent, { url }: Caller): [string, Handler][] {
  const settings = (examples.get(documented[agent]) ?? "").replaceAll("http://127.0.0.1:3000", url);
  const { hooks } = JSON.parse(settings) as Hooks;
  return Object.entries(hooks).flatMap(([hook, matchers]) =>
    matchers.flatMap((matcher) =>
      (matcher.hooks ?? [matcher as Handler]).map((handler): [string, Handler] => [hook, handler]),
    ),
  );
}

/** Does what the agent does with a handler, and expects that it would hear nothing. */
async function fire(handler: Handler, payload: JsonObject, { apiKey }: Caller): Promise<void> {
  if (handler.type === "http") {
    const fill = (value: string) =>
      value.replace(/\$(\w+)/g, (_, name) =>
        handler.allowedEnvVars?.includes(name) && name === "SIGHTLINE_API_KEY" ? apiKey : "",
      );
    const headers = Object.entries(handler.headers ?? {}).map(([name, value]): [string, string] => [name, fill(value)]);
    const answer = await fetch(handler.url ?? "", { method: "POST", headers, body: JSON.stringify(payload) });
    expect([answer.status, await answer.text()]).toEqual([204, ""]);
    return;
  }
  const env = { ...process.env, no_proxy: "127.0.0.1", SIGHTLINE_API_KEY: apiKey };
  const shell = spawn("sh", ["-c", handler.command ?? handler.bash ?? "exit 9"], { env });
  shell.stdin.end(JSON.stringify(payload));
  const [said, complained, [code]] = await Promise.all([text(shell.stdout), text(shell.stderr), once(shell, "close")]);
  expect([said, complained, code]).toEqual(["", "", 0]);
}

const post = ({ url, apiKey }: Caller, agent: string, body: string, headers: Record<string, string> = {}) =>
  fetch(`${url}/api/v1/hooks/${agent}`, {
    method: "POST",
    body,
    headers: { authorization: `Bearer ${apiKey}`, ...headers },
  });

for (const agent of hookAgents) {
  test(`${agent} as docs/doors.md sets it up: each hook arrives`, async ({ caller }) => {
    const session = `${agent}-documented`;
    for (const [hook, handler] of handlersOf(agent, caller)) {
      const fixture = hookFixtures[agent].find(({ payload }) => payload.hook_event_name === hook);
      if (!fixture) throw new Error(`${agent} has no hook ${hook}`);
      const idOfSession = "conversation_id" in fixture.payload ? "conversation_id" : "session_id";
      await fire(handler, { ...fixture.payload, [idOfSession]: session }, caller);
      const { events } = await readEvents(caller, { session_id: session, limit: "1" });
      expect(events[0]).toMatchObject({ event_type: fixture.becomes.event_type, source: agent, session_id: session });
      expect(events[0]?.metadata.hook_event_name).toBe(hook);
    }
  });
}

const sessionKeys = ["conversation_id", "session_id", "sessionId"];

test("what the hook command keeps arrives as it does by the door", async ({ caller }) => {
  const folder = mkdtempSync(join(tmpdir(), "sightline-hook-"));
  const command = join(folder, "sightline-hook.cjs");
  await bundleHookCommand(process.cwd(), command);
  const home = createCommandHome(command, { SIGHTLINE_URL: caller.url, SIGHTLINE_API_KEY: caller.apiKey });
  try {
    const kept = hookAgents.map((agent) => {
      const fixtures = hookFixtures[agent].filter(({ payload }) => sessionKeys.some((key) => key in payload));
      // Where an agent names no action, any will do.
      const fixture = fixtures.find(({ isNamed }) => isNamed) ?? fixtures[0];
      if (!fixture) throw new Error(`${agent} has no session`);
      const session = sessionKeys.flatMap((key) => (key in fixture.payload ? [[key, `${agent}-command`]] : []));
      return { agent, fixture, payload: { ...fixture.payload, ...Object.fromEntries(session) } };
    });
    for (const { agent, payload } of kept) {
      expect(await home.run([agent], JSON.stringify(payload))).toEqual({ code: 0, stdout: "", stderr: "" });
    }
    for (const { agent, fixture, payload } of kept) {
      const read = async () => (await readEvents(caller, { session_id: `${agent}-command` })).events;
      await expect.poll(async () => (await read()).length, { timeout: 30_000 }).toBe(1);
      const [byCommand] = await read();
      expect(byCommand).toMatchObject({ source: agent, event_type: fixture.becomes.event_type });
      expect((await post(caller, agent, JSON.stringify(payload))).status).toBe(204);
      const [byDoor, ...older] = await read();
      // An action with a name is one event by either way, another two that are alike.
      expect(older).toHaveLength(fixture.isNamed ? 0 : 1);
      const { cursor: _, event_id: __, timestamp: ___, received_at: ____, ...said } = byCommand ?? {};
      expect(byDoor).toMatchObject(said);
    }
  } finally {
    home.remove();
    rmSync(folder, { recursive: true, force: true });
  }
});

onEachMount(() => {
  test("every door answers 204 and nothing else, whatever it is told", async ({ caller }) => {
    for (const agent of hookAgents) {
      const answer = await post(caller, agent, '{"hook_event_name":"Anything"}', {
        "content-type": "application/x-www-form-urlencoded",
      });
      expect([answer.status, await answer.text()]).toEqual([204, ""]);
      for (const name of ["content-type", "content-length", "transfer-encoding"])
        expect(answer.headers.get(name)).toBeNull();
      expect(answer.headers.get("ratelimit")).toMatch(/^"key";r=\d+/);
    }
  });

  test("refusals are problems", async ({ caller }) => {
    const told = async (answer: Response) => {
      const { status, headers } = answer;
      expectProblem({ status, headers, body: await answer.json() });
      return status;
    };
    expect(await told(await post(caller, "codex", "{"))).toBe(400);
    expect(await told(await post({ ...caller, apiKey: "none" }, "codex", "{}"))).toBe(401);
    expect(await told(await post(caller, "clippy", "{}"))).toBe(404);
    expect(await told(await post(caller, "codex", " ".repeat(5 * 1024 * 1024 + 1)))).toBe(413);
    expect(
      await told(await fetch(`${caller.url}/api/v1/hooks/codex`, { headers: { "x-api-key": caller.apiKey } })),
    ).toBe(405);
  });
});

test("what comes by two instances at once is one event", async ({ mounts, createKey }) => {
  const callers = await Promise.all(
    Object.values(mounts).map(async ({ url }) => ({ url, apiKey: await createKey(["ingest", "read"]) })),
  );
  const session_id = "both-instances";
  const bodies = [
    { hook_event_name: "PreToolUse", session_id, tool_use_id: "toolu_1" },
    { hook_event_name: "Stop", session_id },
  ].map((payload) => JSON.stringify(payload));
  for (const body of bodies) {
    const answers = callers.flatMap((caller) => [1, 2, 3].map(() => post(caller, "claude-code", body)));
    for (const { status } of await Promise.all(answers)) expect(status).toBe(204);
  }
  const [caller] = callers;
  if (!caller) throw new Error("no mount");
  const { events } = await readEvents(caller, { session_id });
  expect(events.map(({ event_type }) => event_type)).toEqual(["turn.completed", "tool.started"]);
});
