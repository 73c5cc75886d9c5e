import { randomUUID } from "node:crypto";
import { afterAll, beforeAll } from "vitest";
import { keyScopes } from "@/lib/contract/key-scopes";
import { hashKey, mintKey } from "../auth/key";
import { closePools, pool, setDatabaseUrl } from "../db/pool";
import { prisma } from "../db/prisma";
import { createTestDatabase, type TestDatabase } from "../db/test-database";
import type { Answer } from "../http/exchange";
import { handlerFor, type MethodTable } from "../http/methods";
import { gatherBytes } from "../http/read-body";
import { createApiKey } from "../store/api-keys";
import { writeKeyUses } from "../store/key-uses";
import { findWorkspaceId } from "./find-workspace-id";

/** A database of this test file's own, which the code under test uses as the process's database. */
export function withTestDatabase(): void {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
    setDatabaseUrl(database.url);
  });
  afterAll(async () => {
    await writeKeyUses();
    await prisma().$disconnect();
    await closePools();
    await database.drop();
  });
}

export type TestWorkspace = { id: number; slug: string; key: string };

/** A workspace with a key of all scopes; nothing of it is shared with another test. */
export async function createTestWorkspace(): Promise<TestWorkspace> {
  const slug = `w-${randomUUID().slice(0, 8)}`;
  await prisma().workspace.create({ data: { slug, name: slug, log: { create: {} } } });
  const id = await findWorkspaceId(slug);
  const { key, prefix } = mintKey();
  await createApiKey(id, {
    name: "test",
    prefix,
    hash: hashKey(key),
    scopes: [...keyScopes],
    createdBy: null,
    expiresAt: null,
    rateLimit: null,
  });
  return { id, slug, key };
}

type Call = {
  method?: string;
  target?: string;
  key?: string | null;
  headers?: Record<string, string>;
  body?: unknown;
  params?: Record<string, string>;
  signal?: AbortSignal;
  isDirect?: boolean;
};

/** Calls an address's core as both mounts do, with a body given as bytes, text or JSON. */
export async function call(
  table: MethodTable,
  { method = "GET", target = "/", key = null, headers = {}, body, params = {}, signal, isDirect = false }: Call,
): Promise<Answer> {
  return handlerFor(
    table,
    method,
  )({
    method,
    target,
    headers: { ...(key === null ? {} : { authorization: `Bearer ${key}` }), ...headers },
    isDirect,
    address: "127.0.0.1",
    readBody: (bytesMax) => gatherBytes(body === undefined ? null : bytes(body), bytesMax),
    params,
    signal: signal ?? new AbortController().signal,
  });
}

/** The body of an answer as JSON. */
export function jsonOf<T>({ body }: Answer): T {
  if (typeof body !== "string") throw new Error("the answer is no text");
  return JSON.parse(body) as T;
}

/** The cursors that the log really holds, in order, with their ids. */
export async function storedCursors(workspaceId: number): Promise<{ cursor: number; event_id: string }[]> {
  const { rows } = await pool("query").query<{ cursor: string; event_id: string }>(
    "SELECT cursor, event_id FROM events WHERE workspace_id = $1 ORDER BY cursor",
    [workspaceId],
  );
  return rows.map((row) => ({ cursor: Number(row.cursor), event_id: row.event_id }));
}

async function* bytes(body: unknown): AsyncGenerator<Uint8Array> {
  if (body instanceof Uint8Array) yield body;
  else yield Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
}
