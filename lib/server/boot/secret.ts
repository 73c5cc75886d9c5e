import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The secret of the login cookies: made once, kept in the data directory for its owner only. */
export function keptSecret(dataDir: string): string {
  const file = join(dataDir, "nextauth-secret");
  const draft = `${file}.${process.pid}`;
  try {
    // Whole or not at all; fails where another instance was first, and then that one's counts.
    writeFileSync(draft, randomBytes(32).toString("base64url"), { mode: 0o600 });
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readFileSync(file, "utf8").trim();
}
