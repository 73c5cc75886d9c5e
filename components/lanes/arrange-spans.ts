import { type LaneRange, type LaneSpan, shareOf } from "./lane";

/** A span as drawn: its row within the lane, and where it lies in the range, as shares of 1. `count` are drawn as one. */
export type ArrangedSpan = { span: LaneSpan; count: number; row: number; left: number; right: number };

/** Narrower than this a span can be neither read nor met by a pointer, so neighbours of one state are drawn as one. */
const narrowShare = 1 / 400;
/** Neighbours are drawn as one until they are this wide, so that a burst can still be told from the next. */
const mergedShareMax = 1 / 60;
export const laneRowsMax = 3;

/**
 * Places a lane's spans: those outside of the range are left out, narrow neighbours of one state become one, and what
 * overlaps goes into rows of its own, the longer above. Past `laneRowsMax` rows spans are drawn over one another.
 */
export function arrangeSpans(spans: readonly LaneSpan[], range: LaneRange): ArrangedSpan[] {
  const placed = spans
    .filter(({ start, end }) => start <= range.end && (end ?? range.end) >= range.start)
    .map((span) => ({
      span,
      count: 1,
      row: 0,
      left: shareOf(span.start, range),
      right: shareOf(span.end ?? range.end, range),
    }))
    .sort((a, b) => a.left - b.left || b.right - a.right);
  const rowEnds: number[] = [];
  return mergeNarrow(placed).map((each) => {
    if (each.span.state === "silence") return each;
    const free = rowEnds.findIndex((end) => end <= each.left);
    const row = free !== -1 ? free : rowEnds.length < laneRowsMax ? rowEnds.length : laneRowsMax - 1;
    rowEnds[row] = Math.max(rowEnds[row] ?? 0, each.right, each.left + narrowShare);
    return { ...each, row };
  });
}

function mergeNarrow(placed: readonly ArrangedSpan[]): ArrangedSpan[] {
  const open = new Map<string, ArrangedSpan>();
  const merged: ArrangedSpan[] = [];
  for (const each of placed) {
    const alike = `${each.span.state} ${each.span.outcome}`;
    const before = open.get(alike);
    const narrow = each.right - each.left < narrowShare && each.span.state !== "silence";
    if (before && narrow && each.left - before.right < narrowShare && each.right - before.left < mergedShareMax) {
      before.right = Math.max(before.right, each.right);
      before.count += 1;
      continue;
    }
    const own = { ...each };
    merged.push(own);
    if (narrow) open.set(alike, own);
  }
  return merged;
}
