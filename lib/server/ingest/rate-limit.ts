import { RateLimiterMemory, type RateLimiterRes } from "rate-limiter-flexible";
import { env } from "../env";
import { AppError } from "../errors";
import { processState } from "../process-state";

/** The rate is granted in windows of this length: a burst of twice the rate passes, its average does not rise. */
const windowSeconds = 2;

const limiter = processState(
  "ingest-rate",
  () =>
    new RateLimiterMemory({
      points: windowSeconds * Number.parseInt(env().SIGHTLINE_RATE_LIMIT, 10),
      duration: windowSeconds,
    }),
);

/**
 * Counts events against their key's rate; answers the RateLimit headers or throws 429, and then nothing is stored. A full
 * allowance admits one batch larger than itself, or such a batch could never pass.
 */
export async function admitEvents(keyId: string, events: number): Promise<Record<string, string>> {
  try {
    return rateHeaders(await limiter.consume(keyId, Math.min(events, limiter.points)));
  } catch (refused) {
    if (refused instanceof Error) throw refused;
    const { msBeforeNext } = refused as RateLimiterRes;
    throw new AppError("too_many_requests", {
      public: `This key may send ${limiter.points} events in ${windowSeconds} s; nothing of this request was stored.`,
      headers: {
        ...rateHeaders(refused as RateLimiterRes),
        "retry-after": String(Math.max(1, Math.ceil(msBeforeNext / 1_000))),
      },
    });
  }
}

/** The fields of the IETF's RateLimit header draft. */
function rateHeaders({ remainingPoints, msBeforeNext }: RateLimiterRes): Record<string, string> {
  return {
    "ratelimit-policy": `"key";q=${limiter.points};w=${windowSeconds}`,
    ratelimit: `"key";r=${Math.max(0, remainingPoints)};t=${Math.ceil(msBeforeNext / 1_000)}`,
  };
}
