import { randomUUID } from "node:crypto";
import { expect } from "@playwright/test";
import { ingest } from "../api";
import { onEachMount, test } from "./mounts";
import { openStream } from "./open-stream";
import { expectProblem } from "./post-body";

const path = "/api/v1/agents/activity/stream";

onEachMount(() => {
  test("the activity stream opens with its headers and all agents, then tells each that changes", async ({
    caller,
  }) => {
    const agent_id = `agent/${randomUUID()}`;
    await ingest(caller, [{ agent_id, event_type: "task_started", task_id: "t" }]);
    const stream = await openStream(caller, `${path}?client_id=contract`);
    expect(stream.headers.get("content-type")).toMatch(/^text\/event-stream/);
    expect(stream.headers.get("cache-control")).toBe("no-cache, no-transform");
    expect(stream.headers.get("x-accel-buffering")).toBe("no");
    const [subscribed, ...rest] = await stream.until("replay_complete");
    const complete = rest.pop();
    expect(subscribed?.event).toBe("subscribed");
    expect(rest.every(({ event }) => event === "agent")).toBe(true);
    expect(JSON.parse(complete?.data ?? "")).toMatchObject({ replayed: rest.length });
    const agents = rest.map(({ data }) => JSON.parse(data));
    expect(agents.find((agent) => agent.agent_id === agent_id)).toMatchObject({
      status: { state: "working" },
      counts: { events: 1, by_type: { task_started: 1 } },
    });
    const { first_cursor } = await ingest(caller, [{ agent_id, event_type: "task_completed", task_id: "t" }]);
    const [changed] = await stream.until("agent");
    expect(changed?.id).toBe(String(first_cursor));
    expect(JSON.parse(changed?.data ?? "")).toMatchObject({
      agent_id,
      status: { state: "done", cursor: first_cursor },
    });
    stream.leave();
  });

  test("the activity stream needs a key and refuses what it doesn't know", async ({ caller: { url, apiKey } }) => {
    const headers = { authorization: `Bearer ${apiKey}` };
    for (const [query, status, init] of [
      ["", 401, {}],
      ["?cursor=earliest", 400, { headers }],
      ["?kinds=task_*", 400, { headers }],
      ["", 405, { method: "POST", headers }],
    ] as const) {
      const answer = await fetch(url + path + query, init);
      const body = await answer.json();
      expectProblem({ status: answer.status, headers: answer.headers, body });
      expect(answer.status).toBe(status);
      if (status === 400) expect(query).toContain(body.errors[0].path);
    }
  });
});
