/** A count as people read it: `1,204`. */
export function figureWords(count: number): string {
  return count.toLocaleString("en");
}
