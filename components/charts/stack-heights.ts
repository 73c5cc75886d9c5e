/**
 * How high each part of a stacked bar is, in pixels. A part that is there is at least as high as its floor, so that one
 * error among ten thousand events is seen; the parts without a floor give way, then the bar grows.
 */
export function stackHeights(counts: readonly number[], floors: readonly number[], barHeight: number): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return counts.map(() => 0);
  const raised = counts.map((count, index) => {
    const height = (count / total) * barHeight;
    return count > 0 ? Math.max(height, floors[index] ?? 0) : 0;
  });
  const excess = raised.reduce((sum, height) => sum + height, 0) - barHeight;
  if (excess <= 0) return raised;
  const yielding = raised.reduce((sum, height, index) => sum + (floors[index] ? 0 : height), 0);
  const kept = yielding > 0 ? Math.max(0, yielding - excess) / yielding : 0;
  return raised.map((height, index) => (floors[index] ? height : height * kept));
}
