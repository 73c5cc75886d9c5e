import { closeSync, existsSync, openSync } from "node:fs";
import { join } from "node:path";
import { isMissing, makeDirectory, nextOrder, segmentName } from "./segment-file";
import { writeWhole } from "./write-whole";

/** Told of each segment begun, before anything is in it. */
export type SegmentWriterOptions = {
  directory: string;
  owner: string;
  segmentBytesMax: number;
  onSegment(order: string): void;
};

/** Appends records to segments of its own, one after another. */
export type SegmentWriter = {
  /** The order of the segment that the record is in. Throws where the disk doesn't take it. */
  append(line: string): string;
  /** The segment that the next record will go to, if it has been begun. */
  current(): string | null;
  /** The next record begins a new segment. */
  rotate(): void;
};

/** One write and one look at the file's name for each record: see `segment-file.ts` for why. */
export function createSegmentWriter(options: SegmentWriterOptions): SegmentWriter {
  const { directory, owner, segmentBytesMax, onSegment } = options;
  let open: { fd: number; order: string; path: string; bytes: number } | null = null;

  function begin() {
    const order = nextOrder();
    const path = join(directory, segmentName(order, owner));
    const begun = { fd: openNew(directory, path), order, path, bytes: 0 };
    open = begun;
    onSegment(order);
    return begun;
  }

  function rotate(): void {
    if (open) closeSync(open.fd);
    open = null;
  }

  return {
    append(line) {
      for (;;) {
        const segment = open ?? begin();
        try {
          writeWhole(segment.fd, `${line}\n`);
        } catch (error) {
          // Half a record may be in it: the next one must not follow that.
          rotate();
          throw error;
        }
        const isNamed = existsSync(segment.path);
        segment.bytes += line.length + 1;
        if (!isNamed || segment.bytes >= segmentBytesMax) rotate();
        if (isNamed) return segment.order;
      }
    },
    current: () => open?.order ?? null,
    rotate,
  };
}

function openNew(directory: string, path: string): number {
  try {
    return openSync(path, "ax", 0o600);
  } catch (error) {
    if (!isMissing(error)) throw error;
    makeDirectory(directory);
    return openSync(path, "ax", 0o600);
  }
}
