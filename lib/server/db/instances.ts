import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isProcessAlive, processIdentity } from "@/scripts/process-identity.mjs";

// Who uses the data directory's database: a file for each, naming its process. Read and changed under the database's
// lock only.

/** Registers this process, and returns the file to leave with. */
export function joinInstances(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, randomUUID());
  writeFileSync(file, processIdentity(process.pid) ?? "", { mode: 0o600 });
  return file;
}

/** Whether nobody is left. Instances that were killed count as gone. */
export function leaveInstances(folder: string, own: string): boolean {
  rmSync(own, { force: true });
  const files = readdirSync(folder).map((name) => join(folder, name));
  const gone = files.filter((file) => !isProcessAlive(readFileSync(file, "utf8")));
  for (const file of gone) rmSync(file, { force: true });
  return gone.length === files.length;
}
