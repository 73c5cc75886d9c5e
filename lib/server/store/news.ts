import pg from "pg";
import { databaseUrl, pool } from "../db/pool";

/** One workspace has news: its log reaches `head`. */
export type News = { workspaceId: number; head: number };

const channel = "sightline_news";

/** NOTIFY's payload ends at 8,000 bytes; an entry is at most 27. */
const entriesMax = 250;

/** Tells every instance, in a statement of its own: NOTIFY inside an append's transaction takes a database-wide lock. */
export async function notifyNews(news: readonly News[]): Promise<void> {
  for (let i = 0; i < news.length; i += entriesMax) {
    const payload = news
      .slice(i, i + entriesMax)
      .map(({ workspaceId, head }) => `${workspaceId}:${head}`)
      .join(",");
    await pool("append").query({ name: "notify-news", text: "SELECT pg_notify($1, $2)", values: [channel, payload] });
  }
}

/**
 * Listens on a connection of its own until it breaks or `signal` aborts; resolves then. Rejects when it can't connect.
 */
export async function listenForNews(onNews: (news: News) => void, signal: AbortSignal): Promise<void> {
  const client = new pg.Client({
    connectionString: databaseUrl(),
    application_name: "sightline listen",
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
  });
  let end = () => {};
  const broken = new Promise<void>((resolve) => {
    end = resolve;
  });
  client.on("error", end);
  client.on("end", end);
  signal.addEventListener("abort", end);
  client.on("notification", ({ payload = "" }) => {
    for (const entry of payload.split(",")) {
      const [workspaceId, head] = entry.split(":").map(Number);
      if (workspaceId && head) onNews({ workspaceId, head });
    }
  });
  try {
    await client.connect();
    await client.query(`LISTEN ${channel}`);
    await broken;
  } finally {
    signal.removeEventListener("abort", end);
    await client.end().catch(() => {});
  }
}
