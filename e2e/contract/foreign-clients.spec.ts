import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { expect } from "@playwright/test";
import { CloudEvent, emitterFor, httpTransport, Mode } from "cloudevents";
import { readEvents } from "../api";
import { onEachMount, test } from "./mounts";

// Clients that were not made for us: the CloudEvents SDK with its own transport, and curl.

const run = promisify(execFile);

onEachMount(() => {
  for (const mode of [Mode.BINARY, Mode.STRUCTURED]) {
    test(`the CloudEvents SDK's ${mode} mode`, async ({ caller }) => {
      const emit = emitterFor(httpTransport(`${caller.url}/api/v1/events/ingest`), { mode });
      const session = randomUUID();
      const event = new CloudEvent({
        type: "com.example.Build.Done",
        source: "/builds",
        subject: "build 7",
        sessionid: session,
        data: { ok: true, name: "zwölf" },
      });
      // The same event twice is one.
      for (let i = 0; i < 2; i += 1) await emit(event, { headers: { authorization: `Bearer ${caller.apiKey}` } });
      const { events } = await readEvents(caller, { session_id: session });
      expect(events).toMatchObject([
        {
          event_id: event.id,
          event_type: "com.example.build.done",
          source: "/builds",
          operation: "build 7",
          timestamp: `${event.time?.slice(0, 23)}000Z`,
          metadata: { ok: true, name: "zwölf", type: "com.example.Build.Done" },
        },
      ]);
    });
  }

  test("curl, with an event, a file of lines and an OTLP request", async ({ caller }, info) => {
    const session = randomUUID();
    const event = { event_type: "note", agent_id: "shell", session_id: session };
    const lines = info.outputPath("events.ndjson");
    await writeFile(lines, `${JSON.stringify(event)}\n${JSON.stringify(event)}\n`);
    const otlp = {
      resourceLogs: [
        { scopeLogs: [{ logRecords: [{ attributes: [{ key: "session.id", value: { stringValue: session } }] }] }] },
      ],
    };
    const curl = async (path: string, type: string, data: string) => {
      const headers = ["-H", `Authorization: Bearer ${caller.apiKey}`, "-H", `Content-Type: ${type}`];
      const { stdout } = await run("curl", ["-sS", "--fail", ...headers, "--data-binary", data, caller.url + path]);
      return JSON.parse(stdout);
    };
    const ingest = "/api/v1/events/ingest";
    expect(await curl(ingest, "application/json", JSON.stringify(event))).toMatchObject({ accepted: 1 });
    expect(await curl(ingest, "application/x-ndjson", `@${lines}`)).toMatchObject({ accepted: 2 });
    expect(await curl("/v1/logs", "application/json", JSON.stringify(otlp))).toEqual({});
    const { events } = await readEvents(caller, { session_id: session, order: "asc" });
    expect(events.map(({ event_type }) => event_type)).toEqual(["note", "note", "note", "otel.log"]);
  });
});
