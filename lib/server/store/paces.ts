import { createHash } from "node:crypto";
import { prisma } from "../db/prisma";

/** So many at once, and from then on one each `everyMs`; whoever would wait longer than `waitMsMax` gets no place. */
export type Pace = { burst: number; everyMs: number; waitMsMax: number };

/**
 * Takes the next free place of what goes by this name, on whichever instance it happens, and answers how many milliseconds
 * off it is; null, and none is taken, where that is too long.
 */
export async function takePlace(name: string, { burst, everyMs, waitMsMax }: Pace): Promise<number | null> {
  // The clock is read anew where another had the row: what counts is the moment at which the place is taken.
  const [taken] = await prisma().$queryRaw<{ wait_ms: number }[]>`
    INSERT INTO paces AS p (name, free_at)
    VALUES (${hashOf(name)}, clock_timestamp() + ${everyMs} * INTERVAL '1 ms')
    ON CONFLICT (name) DO UPDATE SET free_at = greatest(p.free_at, clock_timestamp()) + ${everyMs} * INTERVAL '1 ms'
    WHERE greatest(p.free_at, clock_timestamp()) - clock_timestamp()
      <= ${(burst - 1) * everyMs + waitMsMax} * INTERVAL '1 ms'
    RETURNING (extract(epoch FROM p.free_at - clock_timestamp()) * 1000 - ${burst * everyMs})::float8 AS wait_ms`;
  return taken ? Math.max(0, taken.wait_ms) : null;
}

/** Forgets what was taken by this name. */
export async function freePlaces(name: string): Promise<void> {
  await prisma().$executeRaw`DELETE FROM paces WHERE name = ${hashOf(name)}`;
}

/** Removes what is worked off: without a row every place is free. */
export async function sweepPaces(): Promise<void> {
  await prisma().$executeRaw`
    DELETE FROM paces WHERE name IN (SELECT name FROM paces WHERE free_at < clock_timestamp() FOR UPDATE SKIP LOCKED)`;
}

function hashOf(name: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(createHash("sha256").update(name).digest());
}
