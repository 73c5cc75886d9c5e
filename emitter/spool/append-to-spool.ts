import { closeSync, fstatSync, openSync, statSync } from "node:fs";
import { join } from "node:path";
import { boundSpool } from "./bound-spool";
import { isMissing, makeDirectory, nextOrder, nobody, renameIfThere, segmentName, sharedName } from "./segment-file";
import { segmentBytes, spoolBytesMaxDefault } from "./spool-limits";
import { writeWhole } from "./write-whole";

/** Each further try means that a reader took the file in the middle of the last one. */
const triesMax = 100;

/**
 * Appends records, one JSON text each without line breaks, to what all short-lived processes of a spool share. When it
 * returns they are in the page cache: no kill of this process loses them. Throws where the disk doesn't take them.
 */
export function appendToSpool(directory: string, lines: readonly string[], bytesMax = spoolBytesMaxDefault): void {
  // The line break before it ends what a killed process may have left half written.
  const text = `\n${lines.join("\n")}\n`;
  for (let tries = 0; tries < triesMax; tries += 1) {
    const size = appendOnce(directory, text);
    if (size === null) continue;
    if (size >= segmentBytes(bytesMax)) {
      renameIfThere(directory, sharedName, segmentName(nextOrder(), nobody));
      boundSpool(directory, bytesMax);
    }
    return;
  }
  throw new Error(`Readers took the spool's file away ${triesMax} times.`);
}

function appendOnce(directory: string, text: string): number | null {
  const path = join(directory, sharedName);
  const fd = openShared(directory, path);
  try {
    return writeWhileNamed(fd, path, text);
  } finally {
    closeSync(fd);
  }
}

/** The file's size now; null where it no longer has its name, so that a reader may have been done with it before. */
export function writeWhileNamed(fd: number, path: string, text: string): number | null {
  writeWhole(fd, text);
  const own = fstatSync(fd, { bigint: true });
  const named = statSync(path, { bigint: true, throwIfNoEntry: false });
  return named?.ino === own.ino && named.dev === own.dev ? Number(own.size) : null;
}

function openShared(directory: string, path: string): number {
  try {
    return openSync(path, "a", 0o600);
  } catch (error) {
    if (!isMissing(error)) throw error;
    makeDirectory(directory);
    return openSync(path, "a", 0o600);
  }
}
