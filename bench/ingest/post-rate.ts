import autocannon from "autocannon";

type Load = {
  url: string;
  keys: readonly string[];
  batch: number;
  clients: number;
  seconds: number;
  agents?: number;
  /** Requests a second of all clients together; as many as go where it is left out. */
  requestRate?: number;
};

export type PostRate = {
  /** Acknowledged events a second. */
  events: number;
  /** Share of requests that were told to try again (503): more waited than the server holds. */
  turnedAway: number;
};

/** A thousand events from each of 256 clients take a while. */
const patienceSeconds = 60;

/** The agents that post, by name: events are spread over them evenly. */
export const agentNames = (count: number) => Array.from({ length: count }, (_, i) => `coder-${i + 4}`);

/** What our HTTP ingest acknowledges, authentication and validation included. Throws for any answer but 200 and 503. */
export async function postRate({
  url,
  keys,
  batch,
  clients,
  seconds,
  agents = 1,
  requestRate,
}: Load): Promise<PostRate> {
  const names = agentNames(agents);
  const body = JSON.stringify(
    Array.from({ length: batch }, (_, i) => ({
      event_type: "tool.completed",
      timestamp: new Date().toISOString(),
      agent_id: names[i % agents],
      operation: "Bash",
      session_id: "s-1",
      metadata: { duration_ms: i, tool_name: "Bash", tool_input: { command: "npm test" } },
    })),
  );
  const requests = keys.map((key) => ({
    method: "POST" as const,
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body,
  }));
  let client = 0;
  const result = await autocannon({
    url: `${url}/api/v1/events/ingest`,
    connections: clients,
    duration: seconds,
    timeout: patienceSeconds,
    ...(requestRate === undefined ? {} : { overallRate: requestRate }),
    setupClient: (own) => {
      // Clients start at different keys, or they would all visit one workspace after the other together.
      const start = Math.floor((client++ * keys.length) / clients);
      own.setRequests([...requests.slice(start), ...requests.slice(0, start)]);
    },
  });
  const accepted = result["2xx"];
  const turnedAway = result.statusCodeStats?.["503"]?.count ?? 0;
  if (result.errors > 0 || result.non2xx > turnedAway) {
    throw new Error(`${result.non2xx - turnedAway} answers were neither 200 nor 503; ${result.errors} requests failed`);
  }
  return { events: (accepted * batch) / result.duration, turnedAway: turnedAway / (accepted + turnedAway) };
}
