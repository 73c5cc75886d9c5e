import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { spoolState } from "../spool/spool-state";

/**
 * Spools of hooks besides this one in which something waits: each address and key has its own, so what came under a key
 * that was wrong stays with that, and is not sent to another workspace.
 */
export function otherSpools(directory: string): { directory: string; records: number }[] {
  const folder = dirname(directory);
  return namesIn(folder).flatMap((name) => {
    const other = join(folder, name);
    if (other === directory || !name.endsWith("-hooks")) return [];
    const { records } = spoolState(other);
    return records === 0 ? [] : [{ directory: other, records }];
  });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
