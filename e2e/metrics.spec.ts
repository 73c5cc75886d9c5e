import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { PrometheusText } from "@/lib/server/testing/prometheus-text";
import { ana, settingsFor } from "./account";
import { type AppProcess, startAppProcess } from "./app-process";

const token = "a-token-for-the-scraper";
let app: AppProcess;

test.beforeAll(async () => {
  app = await startAppProcess({ ...settingsFor(ana), METRICS_TOKEN: token });
});
test.afterAll(() => app?.remove());

const scrape = (headers: Record<string, string> = {}) => fetch(`${app.url}/metrics`, { headers });

async function read(): Promise<PrometheusText> {
  const answer = await scrape();
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  return new PrometheusText(await answer.text());
}

const authorization = `Bearer ${ana.apiKey}`;
const note = () => ({ event_id: randomUUID(), event_type: "note", agent_id: "a" });
const post = (path: string, body: unknown) =>
  fetch(`${app.url}${path}`, {
    method: "POST",
    headers: { authorization, "content-type": "application/json" },
    body: JSON.stringify(body),
  });

test("what was posted, by either way into the app, adds up in one scrape", async () => {
  const before = await read();
  const batch = [note(), note(), note()];
  expect((await post("/api/v1/events/ingest", batch)).status).toBe(200);
  expect((await post("/api/v1/events/ingest", batch)).status).toBe(200);
  expect((await post("/api/v1/events/ingest", [note(), { event_type: "Not A Type" }])).status).toBe(207);
  expect((await post("/api/v1/events/ingest", [{}])).status).toBe(422);
  // Next's copy of the code takes this one.
  expect((await post("/api/v1/events/broadcast?event_type=note", {})).status).toBe(200);
  const stored = await fetch(`${app.url}/api/v1/events/${batch[0]?.event_id}`, { headers: { authorization } });
  expect(stored.status).toBe(200);

  const after = await read();
  const added = (name: string, labels: Record<string, string> = {}) =>
    (after.value(name, labels) ?? Number.NaN) - (before.value(name, labels) ?? 0);
  expect(added("sightline_events_total", { outcome: "accepted" })).toBe(5);
  expect(added("sightline_events_total", { outcome: "duplicate" })).toBe(3);
  expect(added("sightline_events_total", { outcome: "rejected" })).toBe(2);
  expect(added("sightline_append_batch_events_sum")).toBe(8);
  for (const name of ["duration_seconds", "batch_events", "wait_seconds"]) {
    expect(added(`sightline_append_${name}_count`)).toBe(4);
  }
  expect(after.value("sightline_append_waiting_events")).toBe(0);
  const requests = "sightline_http_request_duration_seconds_count";
  const ingest = { route: "/api/v1/events/ingest", method: "POST" };
  expect(added(requests, { ...ingest, status: "200" })).toBe(2);
  expect(added(requests, { ...ingest, status: "207" })).toBe(1);
  expect(added(requests, { ...ingest, status: "422" })).toBe(1);
  expect(added(requests, { route: "/api/v1/events/broadcast" })).toBe(1);
  expect(added(requests, { route: "/api/v1/events/{event_id}", method: "GET", status: "200" })).toBe(1);
  // An address that means nothing makes no series of its own.
  await fetch(`${app.url}/api/${randomUUID()}`);
  expect((await read()).labelValues(requests, "route")).not.toContainEqual(expect.stringMatching(/[0-9a-f]{8}-/));
});

test("streams show while they are open, and in the totals after", async () => {
  const before = await read();
  const gone = new AbortController();
  const stream = await fetch(`${app.url}/api/v1/events/stream?client_id=scraped&cursor=0`, {
    headers: { authorization },
    signal: gone.signal,
  });
  const reader = stream.body?.getReader();
  const decoder = new TextDecoder();
  let text = "";
  while (!text.includes("event: replay_complete"))
    text += decoder.decode((await reader?.read())?.value, { stream: true });

  const open = await read();
  expect(open.value("sightline_stream_connections")).toBe(1);
  expect(open.value("sightline_stream_lag_events")).toBe(0);
  expect(open.value("sightline_tail_lag_events")).toBe(0);
  expect(open.value("sightline_stream_frames_total")).toBe(
    (before.value("sightline_stream_frames_total") ?? 0) + (text.match(/^event: /gm)?.length ?? 0),
  );
  const stats = await fetch(`${app.url}/api/v1/stream/stats`, { headers: { authorization } });
  expect(await stats.json()).toMatchObject({ active: 1, connections: [{ client_id: "scraped", lag: 0 }] });

  gone.abort();
  await expect.poll(async () => (await read()).value("sightline_stream_connections")).toBe(0);
  const ended = await read();
  for (const name of ["connections_opened", "connections_closed", "reconnects"]) {
    const total = `sightline_stream_${name}_total`;
    expect([total, (ended.value(total) ?? 0) - (before.value(total) ?? 0)]).toEqual([total, 1]);
  }
});

test("the process and its connections are told of", async () => {
  expect((await post("/api/v1/events/ingest", [note()])).status).toBe(200);
  const text = await read();
  for (const name of ["process_cpu_seconds_total", "process_resident_memory_bytes", "nodejs_eventloop_lag_seconds"]) {
    expect([name, text.value(name)]).toEqual([name, expect.any(Number)]);
  }
  expect(text.labelValues("sightline_database_connections", "purpose")).toContain("append");
  expect(text.value("sightline_database_waiting", { purpose: "append" })).toBe(0);
});

for (const header of ["x-forwarded-for", "x-forwarded-proto", "forwarded", "x-real-ip", "via"]) {
  test(`a request with ${header} came through a proxy: it needs the token`, async () => {
    expect((await scrape({ [header]: "127.0.0.1" })).status).toBe(401);
    expect((await scrape({ [header]: "127.0.0.1", authorization: "Bearer wrong" })).status).toBe(401);
    expect((await scrape({ [header]: "127.0.0.1", authorization: `Bearer ${token}` })).status).toBe(200);
  });
}
