import autocannon from "autocannon";

type Load = { url: string; keys: readonly string[]; batch: number; clients: number; seconds: number };

/** Events a second that our HTTP ingest acknowledges, authentication and validation included; every answer must be a 200. */
export async function postRate({ url, keys, batch, clients, seconds }: Load): Promise<number> {
  const body = JSON.stringify(
    Array.from({ length: batch }, (_, i) => ({
      event_type: "tool.completed",
      timestamp: new Date().toISOString(),
      agent_id: "coder-4",
      operation: "Bash",
      session_id: "s-1",
      metadata: { duration_ms: i, tool_name: "Bash", tool_input: { command: "npm test" } },
    })),
  );
  const result = await autocannon({
    url: `${url}/api/v1/events/ingest`,
    connections: clients,
    duration: seconds,
    requests: keys.map((key) => ({
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body,
    })),
  });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${result.non2xx} answers were no 200 and ${result.errors} requests failed`);
  }
  return (result["2xx"] * batch) / result.duration;
}
