import { isIP } from "node:net";
import { pool } from "../db/pool";
import { log } from "../log";
import { processState } from "../process-state";

/** What a key has done since it was last written down. */
type KeyUse = { atMs: number; address: string; events: number };

const writeEveryMs = 5_000;

const uses = processState("key-uses", () => ({
  noted: new Map<string, KeyUse>(),
  timer: null as NodeJS.Timeout | null,
}));

/** Notes that a key was used from an address. Costs a look into a map: what is noted is written down by and by. */
export function noteKeyUse(keyId: string, address: string): void {
  const pending = pendingUse(keyId);
  pending.atMs = Date.now();
  pending.address = address;
}

/** Notes that so many events that came by a key have been stored. */
export function noteKeyEvents(keyId: string, events: number): void {
  if (events > 0) pendingUse(keyId).events += events;
}

/** Writes down what has been noted, in one statement for all keys. What can't be written now is kept for the next time. */
export async function writeKeyUses(): Promise<void> {
  if (uses.timer) clearTimeout(uses.timer);
  uses.timer = null;
  const noted = [...uses.noted];
  uses.noted.clear();
  if (noted.length === 0) return;
  try {
    // Rows are locked in one order, so that instances that write down the same keys never wait for each other in a circle.
    await pool("query").query(
      `WITH locked AS (SELECT id FROM api_keys WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE)
       UPDATE api_keys k
       SET last_used_at = greatest(k.last_used_at, u.at),
           last_used_from = coalesce(u.address, k.last_used_from),
           event_count = k.event_count + u.events
       FROM unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::bigint[]) AS u (id, at, address, events)
       WHERE k.id = u.id AND k.id IN (SELECT id FROM locked)`,
      [
        noted.map(([keyId]) => keyId),
        noted.map(([, { atMs }]) => new Date(atMs)),
        noted.map(([, { address }]) => shownAddress(address)),
        noted.map(([, { events }]) => events),
      ],
    );
  } catch (error) {
    log.warn({ message: String(error) }, "the uses of keys could not be written down");
    for (const [keyId, { atMs, address, events }] of noted) {
      const pending = pendingUse(keyId, { atMs, address });
      pending.events += events;
    }
  }
}

function pendingUse(keyId: string, { atMs = Date.now(), address = "" } = {}): KeyUse {
  const known = uses.noted.get(keyId);
  if (known) return known;
  const pending = { atMs, address, events: 0 };
  uses.noted.set(keyId, pending);
  uses.timer ??= setTimeout(() => void writeKeyUses(), writeEveryMs).unref();
  return pending;
}

/** The first of several, as platforms write them; null for what is none. */
function shownAddress(address: string): string | null {
  const first =
    address
      .split(",", 1)[0]
      ?.trim()
      .replace(/^::ffff:/, "") ?? "";
  return isIP(first) === 0 ? null : first;
}
