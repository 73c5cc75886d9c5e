import { env } from "../env";
import { AppError } from "../errors";
import { log } from "../log";
import { processState } from "../process-state";
import { type Lease, type LeaseRequest, leaseEvents, sweepFullBuckets } from "../store/lease-events";
import { type Admission, KeyRate } from "./key-rate";

const sweepEveryMs = 60_000;

const limiter = processState("rate-limit", () => ({ byKey: new Map<string, KeyRate>(), sweptAtMs: performance.now() }));

/** A key, and the events a second that it may send; null: as many as `SIGHTLINE_RATE_LIMIT` says. */
export type RatedKey = { id: string; rateLimit: number | null };

/**
 * Counts a request's events, whatever will come of them, against their key's rate. Answers the RateLimit headers; throws
 * 429, and then nothing may be stored. Not a promise where nothing had to be asked: thousands of requests a second pass
 * here. Throws 503 when the database had to be asked and can't be reached.
 */
export function admitEvents(key: RatedKey, events: number): Record<string, string> | Promise<Record<string, string>> {
  const rate = keyRate(key);
  const admission = rate.admit(events);
  return admission instanceof Promise
    ? admission.then((later) => headersOrRefusal(rate, later))
    : headersOrRefusal(rate, admission);
}

function keyRate({ id, rateLimit }: RatedKey): KeyRate {
  const rate = rateLimit ?? env().SIGHTLINE_RATE_LIMIT;
  const known = limiter.byKey.get(id);
  if (known?.rate === rate) return known;
  const created = new KeyRate({ keyId: id, rate, lease: leaseAndSweep });
  limiter.byKey.set(id, created);
  return created;
}

function headersOrRefusal(key: KeyRate, { admitted, available, waitMs }: Admission): Record<string, string> {
  const seconds = Math.max(admitted ? 0 : 1, Math.ceil(waitMs / 1_000));
  const headers = rateHeaders(key, available, seconds);
  if (admitted) return headers;
  throw new AppError("too_many_requests", {
    public: `This key may send ${key.rate} events a second and ${key.burst} at once; nothing of this request was stored. Send it again in ${seconds} s.`,
    headers: { ...headers, "retry-after": String(seconds) },
  });
}

/**
 * The fields of draft-ietf-httpapi-ratelimit-headers: the quota is what a full bucket holds, its window the time in which
 * an empty one fills. The unit is named because the draft's default, requests, would be untrue. `t` is when the bucket is
 * full; of a refusal it is the same instant as Retry-After, as the draft asks for.
 */
function rateHeaders({ rate, burst }: KeyRate, available: number, seconds: number): Record<string, string> {
  return {
    "ratelimit-policy": `"key";q=${burst};qu="events";w=${burst / rate}`,
    ratelimit: `"key";r=${Math.max(0, Math.floor(available))};t=${seconds}`,
  };
}

/** Leases, and once a minute forgets the buckets that are as good as new, here and in the database. */
async function leaseAndSweep(request: LeaseRequest): Promise<Lease> {
  const lease = await leaseEvents(request);
  const nowMs = performance.now();
  if (nowMs - limiter.sweptAtMs > sweepEveryMs) {
    limiter.sweptAtMs = nowMs;
    for (const [id, rate] of limiter.byKey) if (rate.isForgettable()) limiter.byKey.delete(id);
    sweepFullBuckets().catch((error: unknown) => log.warn({ message: String(error) }, "full buckets were not swept"));
  }
  return lease;
}
