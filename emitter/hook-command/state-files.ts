import {
  chmodSync,
  closeSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";

/** A file's text; null where there is none. */
export function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** As `readIfThere`; undefined where its bytes are no UTF-8. */
export function readExactlyIfThere(path: string): string | null | undefined {
  const text = readIfThere(path);
  return text === null || !text.includes("\uFFFD") || Buffer.from(text).equals(readFileSync(path)) ? text : undefined;
}

/**
 * Replaces a file as a whole, so that nobody ever reads half of it: its mode stays, and where it is a symbolic link the link
 * stays and its target is replaced. A new file gets `mode`.
 */
export function replaceFile(path: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(path), { recursive: true });
  const target = targetOf(path);
  const kept = statSync(target, { throwIfNoEntry: false })?.mode;
  const temporary = `${target}.${process.pid}.tmp`;
  try {
    const fd = openSync(temporary, "w", 0o600);
    writeFileSync(fd, text);
    fsyncSync(fd);
    closeSync(fd);
    chmodSync(temporary, kept === undefined ? mode & ~process.umask() : kept & 0o7777);
    renameSync(temporary, target);
  } catch (error) {
    deleteIfThere(temporary);
    throw error;
  }
}

/** A link's own target, also one that is not there yet; any other path itself. */
export function targetOf(path: string): string {
  if (!lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) return path;
  return realpathSync(path);
}

/** A file for this person only. */
export function writePrivate(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, text, { mode: 0o600 });
  renameSync(temporary, path);
}

export function deleteIfThere(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === "ENOENT";
}
