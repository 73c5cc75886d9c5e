import { closeSync, openSync, readSync } from "node:fs";
import { isMissing } from "./segment-file";

const chunkBytes = 64 * 1024;

/** A whole line, and the offset of what follows it. */
export type Line = { text: string; end: number };

/**
 * The next lines of a file from an offset: at most `linesMax`, and no further one once they hold `bytesMax`. Empty lines
 * are passed over, and so is one at the end that no line break ends. Null where there is no such file.
 */
export function readLines(
  path: string,
  { from, linesMax, bytesMax }: { from: number; linesMax: number; bytesMax: number },
): Line[] | null {
  const fd = openIfThere(path);
  if (fd === null) return null;
  try {
    const lines: Line[] = [];
    let rest = Buffer.alloc(0);
    let restAt = from;
    for (;;) {
      const chunk = Buffer.allocUnsafe(Math.max(chunkBytes, rest.length));
      const bytes = readSync(fd, chunk, 0, chunk.length, restAt + rest.length);
      if (bytes === 0) return lines;
      rest = Buffer.concat([rest, chunk.subarray(0, bytes)]);
      for (let end = rest.indexOf(10); end !== -1; end = rest.indexOf(10)) {
        restAt += end + 1;
        if (end > 0) lines.push({ text: rest.toString("utf8", 0, end), end: restAt });
        rest = rest.subarray(end + 1);
        if (lines.length >= linesMax || restAt - from >= bytesMax) return lines;
      }
    }
  } finally {
    closeSync(fd);
  }
}

function openIfThere(path: string): number | null {
  try {
    return openSync(path, "r");
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}
