import pg from "pg";
import { databaseUrl, pool } from "../db/pool";
import { type WakeUps, wakeUpChannel } from "./wake-ups";

/**
 * LISTEN on a connection of its own, and NOTIFY in a statement of its own: inside an append's transaction it would take
 * a database-wide lock. Behind a transaction pooler nothing is heard, as the session that listens is another's by then.
 */
export function postgresWakeUps(url: () => string = databaseUrl): WakeUps {
  return {
    name: "PostgreSQL's notifications",
    async send(message) {
      const values = [wakeUpChannel, message];
      await pool("append").query({ name: "notify", text: "SELECT pg_notify($1, $2)", values });
    },
    async listen({ onListening, onMessage, signal }) {
      const client = new pg.Client({
        connectionString: url(),
        application_name: "sightline listen",
        keepAlive: true,
        connectionTimeoutMillis: 5_000,
        query_timeout: 5_000,
      });
      let end = () => {};
      const broken = new Promise<void>((resolve) => {
        end = resolve;
      });
      client.on("error", end);
      client.on("end", end);
      client.on("notification", ({ payload = "" }) => onMessage(payload));
      signal.addEventListener("abort", end);
      try {
        await client.connect();
        await client.query(`LISTEN ${wakeUpChannel}`);
        onListening();
        await broken;
      } finally {
        signal.removeEventListener("abort", end);
        // A goodbye is no use to a session that says nothing any more, and nobody may have to wait for it.
        client.end().catch(() => {});
      }
    },
  };
}
