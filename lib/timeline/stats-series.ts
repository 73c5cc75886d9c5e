/** Lengths of a series' buckets, in minutes. */
export const bucketMinutes = { "1m": 1, "5m": 5, "1h": 60, "1d": 1_440 } as const;
export type Bucket = keyof typeof bucketMinutes;
export const buckets = Object.keys(bucketMinutes) as Bucket[];

/** Left to us, a series is as fine as it can be with so many points. */
export const autoPointsMax = 200;
/** A series of more points is not made on request, and where it can't be shorter, buckets without events are left out. */
export const seriesPointsMax = 2_000;

/**
 * What a series covers, in minutes since 1970: every bucket from `from` until before `to`, or of them only those with events
 * (`isSparse`); and from `to` until before `later` those with events.
 */
export type SeriesPlan = { bucket: Bucket; from: number; to: number; later: number; isSparse: boolean };

type SeriesRequest = {
  /** Normalised instants. */
  since: string | undefined;
  until: string | undefined;
  /** The minute of the oldest event, where there is one. */
  firstMinute: number | null;
  nowMs: number;
  asked: Bucket | "auto";
};

/**
 * Plans the series for a range of time. Without `since` it begins with the oldest event; without `until` it ends with the
 * present, and what clocks that are ahead dated later follows as far as the end of tomorrow (UTC): one wrong clock must not
 * stretch everybody's chart. Null where the bucket asked for would make too many points.
 */
export function planSeries({ since, until, firstMinute, nowMs, asked }: SeriesRequest): SeriesPlan | null {
  const now = Math.floor(nowMs / 60_000);
  const first = since === undefined ? Math.min(firstMinute ?? now, now) : minuteOf(since);
  const end = until === undefined ? now + 1 : minuteFrom(until);
  const plan = (bucket: Bucket): SeriesPlan & { points: number } => {
    const length = bucketMinutes[bucket];
    const from = bucketStart(first, length);
    const to = Math.max(from, bucketStart(end + length - 1, length));
    const points = (to - from) / length;
    const endOfTomorrow = bucketStart(now, 1_440) + 2 * 1_440;
    const later = until === undefined ? Math.max(to, bucketStart(endOfTomorrow, 1_440)) : to;
    return { bucket, from, to, later, isSparse: points > seriesPointsMax, points };
  };
  const { points, ...chosen } =
    asked === "auto" ? (buckets.map(plan).find((each) => each.points <= autoPointsMax) ?? plan("1d")) : plan(asked);
  return asked !== "auto" && points > seriesPointsMax ? null : chosen;
}

/** The minute, since 1970, in which a normalised instant lies. */
export function minuteOf(instant: string): number {
  return Math.floor(Date.parse(instant) / 60_000);
}

/** The first whole minute from a normalised instant on. */
export function minuteFrom(instant: string): number {
  return minuteOf(instant) + (isWholeMinute(instant) ? 0 : 1);
}

export function isWholeMinute(instant: string): boolean {
  return instant.endsWith(":00.000000Z");
}

export function bucketStart(minute: number, length: number): number {
  return Math.floor(minute / length) * length;
}
