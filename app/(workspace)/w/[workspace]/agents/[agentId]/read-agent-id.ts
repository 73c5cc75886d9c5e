/** The agent's id out of its segment of the path; null where the segment is no encoded text. */
export function readAgentId(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}
