import { z } from "zod";
import { type RefusalReason, type RefusedKey, refusalReasons } from "@/lib/contract/keys";
import { pool } from "../db/pool";
import { prisma } from "../db/prisma";

/** Requests that came with a workspace's key and were refused. */
export type Refusals = { workspaceId: number; prefix: string; reason: RefusalReason; count: number };

const shownForDays = 7;

/** Adds to what is known. Of a workspace that is gone nothing is kept. */
export async function addRefusals(refusals: readonly Refusals[]): Promise<void> {
  await pool("query").query(
    `INSERT INTO refused_keys (workspace_id, prefix, reason, count, last_at)
     SELECT r.workspace_id, r.prefix, r.reason, r.count, clock_timestamp()
     FROM unnest($1::int[], $2::text[], $3::text[], $4::bigint[]) AS r (workspace_id, prefix, reason, count)
     JOIN workspaces w ON w.id = r.workspace_id
     ON CONFLICT (workspace_id, prefix, reason)
     DO UPDATE SET count = refused_keys.count + excluded.count, last_at = excluded.last_at`,
    [
      refusals.map(({ workspaceId }) => workspaceId),
      refusals.map(({ prefix }) => prefix),
      refusals.map(({ reason }) => reason),
      refusals.map(({ count }) => count),
    ],
  );
}

/** The last week's, the newest first; with `createdBy`, only those of that person's keys. */
export async function listRefusedKeys(workspaceId: number, createdBy?: string): Promise<RefusedKey[]> {
  const since = new Date(Date.now() - shownForDays * 86_400_000);
  const [refused, keys] = await Promise.all([
    prisma().refusedKey.findMany({ where: { workspaceId, lastAt: { gte: since } }, orderBy: { lastAt: "desc" } }),
    prisma().apiKey.findMany({
      where: { workspaceId, ...(createdBy === undefined ? {} : { createdBy }) },
      select: { prefix: true, name: true },
    }),
  ]);
  const nameByPrefix = new Map(keys.map(({ prefix, name }) => [prefix, name]));
  return refused.flatMap(({ prefix, reason, count, lastAt }) => {
    const name = nameByPrefix.get(prefix);
    if (name === undefined) return [];
    return [
      {
        prefix,
        name,
        reason: z.enum(refusalReasons).parse(reason),
        count: Number(count),
        last_at: lastAt.toISOString(),
      },
    ];
  });
}

/** The workspace of the key with this public prefix; null where no key has it. */
export async function findWorkspaceByPrefix(prefix: string): Promise<number | null> {
  const key = await prisma().apiKey.findFirst({ where: { prefix }, select: { workspaceId: true } });
  return key?.workspaceId ?? null;
}
