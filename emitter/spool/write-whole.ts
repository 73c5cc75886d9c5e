import { writeSync } from "node:fs";

/** Appends text by one write. Throws where the disk took only a part: what is behind it then is no record. */
export function writeWhole(fd: number, text: string): void {
  const bytes = Buffer.byteLength(text);
  const written = writeSync(fd, text);
  if (written < bytes) throw new Error(`The disk took ${written} of ${bytes} bytes.`);
}
