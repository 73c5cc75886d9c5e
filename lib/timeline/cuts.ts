import type { JsonObject, JsonValue } from "../contract/event";
import { formatBytes } from "./format-bytes";

/** A value that isn't stored as it was sent: where it stands, and what became of it in words. */
export type Cut = { path: string; words: string };

/** What `metadata.truncated` tells of values that were cut, one cut for each path; what is no note of ours is left out. */
export function cutsOf(metadata: JsonObject): Cut[] {
  const notes = metadata.truncated;
  if (!Array.isArray(notes)) return [];
  return notes.flatMap((note) => {
    if (typeof note !== "object" || note === null || Array.isArray(note)) return [];
    const { path, reason, bytes } = note;
    if (typeof path !== "string") return [];
    return [{ path, words: wordsOf(reason, typeof bytes === "number" ? formatBytes(bytes) : "more") }];
  });
}

/** Where a member stands, as notes about cuts name it: `metadata.tool_input.edits[3]`. */
export function memberPath(within: string, key: string | number): string {
  return typeof key === "number" ? `${within}[${key}]` : `${within}.${key}`;
}

function wordsOf(reason: JsonValue | undefined, size: string): string {
  switch (reason) {
    case "number":
      return "kept as text, to the last digit";
    case "characters":
      return "characters that can't be stored were replaced";
    case "depth":
      return `nested too deep, ${size} in full`;
    default:
      return `cut, ${size} in full`;
  }
}
