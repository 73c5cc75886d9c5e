import { randomUUID } from "node:crypto";
import { expect } from "@playwright/test";
import type { Caller } from "../api";
import { ingest, readEvents } from "../api";
import { onEachMount, test } from "./mounts";
import { openStream } from "./open-stream";
import { expectProblem } from "./post-body";

const path = "/api/v1/events/stream";

const open = (caller: Caller, query = "", headers: Record<string, string> = {}) =>
  openStream(caller, path + query, headers);

const notes = (count: number, project: string) =>
  Array.from({ length: count }, () => ({ event_type: "note", agent_id: "a", project, event_id: randomUUID() }));

onEachMount(() => {
  test("opens with its headers, subscribed and replay_complete, then carries what comes", async ({ caller }) => {
    const stream = await open(caller, "?client_id=contract");
    expect(stream.headers.get("content-type")).toMatch(/^text\/event-stream/);
    expect(stream.headers.get("cache-control")).toBe("no-cache, no-transform");
    expect(stream.headers.get("x-accel-buffering")).toBe("no");
    expect(stream.headers.get("content-encoding")).toBeNull();
    const [subscribed, complete] = await stream.until("replay_complete");
    const start = JSON.parse(subscribed?.data ?? "");
    expect(subscribed).toMatchObject({ event: "subscribed", id: String(start.cursor) });
    expect(start).toEqual({ filter: {}, cursor: start.head, head: start.head, floor: 1, log_id: expect.any(String) });
    expect(JSON.parse(complete?.data ?? "")).toEqual({ cursor: start.cursor, replayed: 0 });
    const { first_cursor } = await ingest(caller, notes(1, randomUUID()));
    expect((await stream.until("event")).at(-1)?.id).toBe(String(first_cursor));
    stream.leave();
  });

  test("replays what the filter takes, equal to what a query answers, and goes on after Last-Event-ID", async ({
    caller,
  }) => {
    const project = randomUUID();
    const { first_cursor } = await ingest(caller, notes(20, project));
    const replay = await open(caller, `?cursor=earliest&project=${project}`);
    const frames = (await replay.until("replay_complete")).slice(1, -1);
    replay.leave();
    const { events } = await readEvents(caller, { project, order: "asc" });
    expect(frames.map(({ data }) => JSON.parse(data))).toEqual(events);
    expect(frames.map(({ id }) => Number(id))).toEqual(events.map(({ cursor }) => cursor));
    const resumed = await open(caller, `?cursor=earliest&project=${project}`, {
      "last-event-id": `${(first_cursor ?? 0) + 9}`,
    });
    const rest = (await resumed.until("replay_complete")).slice(1, -1);
    resumed.leave();
    expect(rest.map(({ data }) => JSON.parse(data))).toEqual(events.slice(10));
  });

  test("an end that was never reached, or is no number, is a reset", async ({ caller }) => {
    for (const [id, reason] of [
      ["999999999", "ahead"],
      ["yesterday", "invalid"],
    ] as const) {
      const stream = await open(caller, "", { "last-event-id": id });
      const frames = await stream.until("reset");
      expect(JSON.parse(frames.at(-1)?.data ?? "")).toMatchObject({ reason, requested: id, floor: 1 });
      stream.leave();
    }
  });

  test("what can't be opened is a problem that says why", async ({ server, caller, createKey }) => {
    const refused = async (target: string, init: RequestInit, status: number) => {
      const answer = await fetch(server.url + target, init);
      expect(answer.status).toBe(status);
      const body = await answer.json();
      expectProblem({ status, headers: answer.headers, body });
      return { headers: answer.headers, body };
    };
    const headers = { authorization: `Bearer ${caller.apiKey}` };
    await refused(path, {}, 401);
    await refused(path, { headers: { authorization: "Bearer nope" } }, 401);
    await refused(path, { headers: { "x-api-key": await createKey(["ingest"]) } }, 403);
    await refused(`${path}?workspace=lagoon`, { headers }, 404);
    const { headers: told } = await refused(path, { headers, method: "POST" }, 405);
    expect(told.get("allow")).toBe("GET");
    for (const [name, value] of [
      ["color", "red"],
      ["cursor", "soon"],
      ["since", "1h"],
      ["window", "1ms"],
      ["severity", "loud"],
    ] as const) {
      const { body } = await refused(`${path}?${name}=${value}`, { headers }, 400);
      expect(body.errors).toMatchObject([{ path: name }]);
    }
  });

  test("a revoked key is cut off with a goodbye", async ({ caller, mounts, createKey }) => {
    const admin = { authorization: `Bearer ${await createKey(["admin"])}` };
    const keys = `${mounts["the front door"].url}/api/v1/keys`;
    const stream = await open(caller);
    await stream.until("replay_complete");
    const listed = (await (await fetch(keys, { headers: admin })).json()) as { keys: { id: string; prefix: string }[] };
    const own = listed.keys.find(({ prefix }) => caller.apiKey.startsWith(prefix));
    expect((await fetch(`${keys}/${own?.id}`, { method: "DELETE", headers: admin })).status).toBe(204);
    const [goodbye] = (await stream.until("goodbye")).slice(-1);
    expect(JSON.parse(goodbye?.data ?? "")).toEqual({ reason: "credential" });
  });
});
