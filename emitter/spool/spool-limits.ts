/** An hour without the server at a hundred ordinary events a second is well below it. */
export const spoolBytesMaxDefault = 256 * 1024 * 1024;

const segmentBytesMin = 16 * 1024;
const segmentBytesMax = 4 * 1024 * 1024;

/** Dropping goes by whole segments: a sixteenth of the bound is little to lose at once, and few files to look at. */
export function segmentBytes(spoolBytesMax: number): number {
  return Math.min(segmentBytesMax, Math.max(segmentBytesMin, Math.floor(spoolBytesMax / 16)));
}
