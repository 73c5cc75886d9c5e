/** An id out of the rest of a path, in which its slashes may stand as they are; null where that is no encoded text. */
export function readPathId(segments: readonly string[]): string | null {
  try {
    return segments.map(decodeURIComponent).join("/");
  } catch {
    return null;
  }
}
