import { Agent, request } from "node:http";
import type { IngestAnswer } from "@/lib/contract/ingest";
import { nowMs } from "./clock";

/** Posts of one sender, over as many connections as it needs. */
export type Sender = {
  /** Resolves with the cursors that the events got, when they are acknowledged. */
  post(events: number, agents?: readonly string[]): Promise<{ first: number; last: number }>;
  close(): void;
};

export function startSender(url: string, key: string, path = "/api/v1/events/ingest"): Sender {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const { hostname, port } = new URL(url);
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  return {
    post: (events, agents = ["coder-4"]) =>
      new Promise((resolve, reject) => {
        const body = JSON.stringify(
          Array.from({ length: events }, (_, i) => sampleEvent(i, agents[i % agents.length])),
        );
        const posted = request({ agent, hostname, port, path, method: "POST", headers }, (response) => {
          let text = "";
          response.setEncoding("utf8").on("data", (more: string) => {
            text += more;
          });
          response.once("end", () => {
            if (response.statusCode !== 200)
              return reject(new Error(`A POST was answered ${response.statusCode}: ${text}`));
            const { first_cursor, last_cursor } = JSON.parse(text) as IngestAnswer;
            resolve({ first: first_cursor ?? 0, last: last_cursor ?? 0 });
          });
        });
        posted.once("error", reject).end(body);
      }),
    close: () => agent.destroy(),
  };
}

const sampleEvent = (i: number, agent_id = "") => ({
  event_type: "tool.completed",
  timestamp: new Date().toISOString(),
  agent_id,
  operation: "Bash",
  session_id: "s-1",
  metadata: { duration_ms: i, tool_name: "Bash", tool_input: { command: "npm test" } },
});

/** Sends `events` as quickly as they are acknowledged; answers when it began and the last cursor. */
export async function flood(
  sender: Sender,
  { events, batch, senders }: { events: number; batch: number; senders: number },
): Promise<{ startedMs: number; head: number }> {
  const startedMs = nowMs();
  let left = events;
  let head = 0;
  const send = async () => {
    while (left > 0) {
      left -= batch;
      head = Math.max(head, (await sender.post(batch)).last);
    }
  };
  await Promise.all(Array.from({ length: senders }, send));
  return { startedMs, head };
}

/** Calls `send` at each of the times, in milliseconds from now, whether or not earlier calls have ended. */
export async function atTimes(timesMs: readonly number[], send: (index: number) => Promise<void>): Promise<void> {
  const startedMs = nowMs();
  const sent: Promise<void>[] = [];
  while (sent.length < timesMs.length) {
    const passedMs = nowMs() - startedMs;
    while (sent.length < timesMs.length && (timesMs[sent.length] ?? 0) <= passedMs) sent.push(send(sent.length));
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(sent);
}
