import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import pg from "pg";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { databaseUrl, setDatabaseUrl } from "../db/pool";
import { noteDraft } from "../testing/note-draft";
import { createTestWorkspace, storedCursors, withTestDatabase } from "../testing/test-workspace";
import { commitDrafts } from "./group-commit";

withTestDatabase();

const unavailable = { status: 503, outside: { headers: { "retry-after": expect.stringMatching(/^\d+$/) } } };

/** Two cores are shared with the other tests: what takes milliseconds may take seconds. */
const patience = { timeout: 10_000 };

/** The direct way to the database: the code under test goes by the link. */
let direct: string;
let link: Link;
let log: number;

beforeAll(async () => {
  direct = databaseUrl();
  link = new Link(new URL(direct));
  await link.open();
  setDatabaseUrl(link.url);
  return () => link.cut();
});
beforeEach(async () => {
  log = (await createTestWorkspace()).id;
});
afterEach(() => link.open());

/** A line to the database that can be cut; the database itself serves other tests meanwhile. */
class Link {
  readonly #database: URL;
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer((near) => {
    const far = connect(Number(this.#database.port), this.#database.hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(from);
      from.pipe(to);
      from.on("error", () => to.destroy());
      from.on("close", () => this.#sockets.delete(from));
    }
  });
  #port = 0;

  constructor(database: URL) {
    this.#database = database;
  }

  get url(): string {
    const url = new URL(this.#database);
    url.port = String(this.#port);
    return url.href;
  }

  async open(): Promise<void> {
    if (this.#server.listening) return;
    this.#server.listen(this.#port, "127.0.0.1");
    await once(this.#server, "listening");
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  async cut(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = once(this.#server, "close");
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}

const drafts = (count: number) => Array.from({ length: count }, () => noteDraft(randomUUID()));

test("a database that can't be reached is a 503, and it is used again as soon as it can", async () => {
  await commitDrafts(log, drafts(1));
  await link.cut();
  const lost = drafts(2);
  await expect(commitDrafts(log, lost)).rejects.toMatchObject(unavailable);
  await link.open();
  expect(await commitDrafts(log, lost)).toEqual({ accepted: 2, duplicates: 0, firstCursor: 2, lastCursor: 3 });
});

test("the callers of an append that is broken off hear 503, nothing of them is stored, and those who waited are served", async () => {
  const holder = new pg.Client({ connectionString: direct });
  await holder.connect();
  await holder.query("BEGIN");
  await holder.query("SELECT FROM logs WHERE workspace_id = $1 FOR UPDATE", [log]);
  const callers = [drafts(1), drafts(2), drafts(3)].map((own) => commitDrafts(log, own));
  const outcomes = Promise.allSettled(callers);
  await vi.waitFor(async () => expect(await endAppends(holder)).toBe(1), patience);
  await holder.query("COMMIT");
  await holder.end();
  const [inFlight, ...waiting] = await outcomes;
  expect(inFlight).toMatchObject({ status: "rejected", reason: unavailable });
  // They were not in that append: they go into the next one.
  expect(waiting).toMatchObject([
    { status: "fulfilled", value: { accepted: 2, firstCursor: 1, lastCursor: 2 } },
    { status: "fulfilled", value: { accepted: 3, firstCursor: 3, lastCursor: 5 } },
  ]);
  expect(await storedCursors(log)).toHaveLength(5);
});

/** Ends the appends that wait for a log; answers how many there were. */
async function endAppends(by: pg.Client): Promise<number> {
  const { rowCount } = await by.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = 'sightline append' AND wait_event_type = 'Lock'`,
  );
  return rowCount ?? 0;
}
