import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { v7 as uuid7 } from "uuid";

const columns =
  "workspace_id, cursor, event_id, event_type, timestamp, received_at, agent_id, operation, severity, session_id, category, metadata, api_key";

/** The limit: raw COPY of rows like ours, with ids as emitters make them, into a table like ours, all indexes included, one transaction a batch. Rows a second. */
export async function copyRate(
  databaseUrl: string,
  { batch, connections, seconds }: { batch: number; connections: number; seconds: number },
): Promise<number> {
  const setUp = new pg.Client({ connectionString: databaseUrl });
  await setUp.connect();
  await setUp.query("DROP TABLE IF EXISTS copied; CREATE TABLE copied (LIKE events INCLUDING ALL)");
  let cursor = 0;
  let rows = 0;
  const endsAt = performance.now() + seconds * 1_000;
  const copy = async () => {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    while (performance.now() < endsAt) {
      const now = new Date().toISOString();
      let text = "";
      for (let i = 0; i < batch; i += 1) {
        cursor += 1;
        text += `1\t${cursor}\t${uuid7()}\ttool.completed\t${now}\t${now}\tcoder-4\tBash\tinfo\ts-1\ttasks\t{"duration_ms":${i},"tool_name":"Bash","tool_input":{"command":"npm test"}}\tsl_bench\n`;
      }
      await pipeline(Readable.from([text]), client.query(copyFrom(`COPY copied (${columns}) FROM STDIN`)));
      rows += batch;
    }
    await client.end();
  };
  await Promise.all(Array.from({ length: connections }, copy));
  await setUp.query("DROP TABLE copied");
  await setUp.end();
  return rows / seconds;
}
