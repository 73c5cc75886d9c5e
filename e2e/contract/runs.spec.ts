import { expect } from "@playwright/test";
import { onEachMount, test } from "./mounts";
import { postBody } from "./post-body";

onEachMount(() => {
  test("what runs are made of is found by ids of any characters, as they are told", async ({ caller }) => {
    const id = `Run/1 100%25 ä?#&+:😀/${crypto.randomUUID()}`;
    const of = { agent_id: id, session_id: id, task_id: id, trace_id: id, metadata: { remaining: 1 } };
    const events = ["task_started", "budget_updated"].map((event_type) => ({ event_type, ...of }));
    expect((await postBody(caller, JSON.stringify(events))).status).toBe(200);
    const get = async (address: string) => {
      const headers = { authorization: `Bearer ${caller.apiKey}` };
      const answer = await fetch(`${caller.url}/api/v1/${address}`, { headers });
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    };
    const kinds = { sessions: "session_id", tasks: "task_id", traces: "trace_id", budgets: "agent_id" };
    for (const [kind, name] of Object.entries(kinds)) {
      const address = `${kind}/${encodeURIComponent(id)}`;
      // Read models follow the log within a second; a loaded machine may take longer.
      await expect.poll(async () => (await get(address)).status, { timeout: 30_000 }).toBe(200);
      expect((await get(address)).body[name]).toBe(id);
      const list = await get(`${kind}?${name}=${encodeURIComponent(id)}`);
      expect(list.body[kind]).toMatchObject([{ [name]: id }]);
      expect((await get(`${kind}/${encodeURIComponent(`${id}x`)}`)).status).toBe(404);
    }
  });
});
