import { type LaneMark, type LaneRange, shareOf } from "./lane";

/** A mark as drawn: where it lies in the range, as a share of 1. `count` of one outcome are drawn as the first of them. */
export type ArrangedMark = { mark: LaneMark; count: number; left: number };

/** Nearer than this, about half a mark's width, marks lie on one another. */
const nearShare = 1 / 150;

/** Places a lane's marks: those outside of the range are left out, and of one outcome those that would lie on one another are one. */
export function arrangeMarks(marks: readonly LaneMark[], range: LaneRange): ArrangedMark[] {
  const open = new Map<LaneMark["outcome"], ArrangedMark>();
  const arranged: ArrangedMark[] = [];
  for (const mark of marks.filter(({ at }) => at >= range.start && at <= range.end).sort((a, b) => a.at - b.at)) {
    const left = shareOf(mark.at, range);
    const before = open.get(mark.outcome);
    if (before && left - before.left < nearShare) {
      before.count += 1;
      continue;
    }
    const own = { mark, count: 1, left };
    arranged.push(own);
    open.set(mark.outcome, own);
  }
  return arranged;
}
