import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The secret of the login cookies: made once, kept in the data directory for its owner only. */
export function keptSecret(dataDir: string): string {
  const file = join(dataDir, "nextauth-secret");
  try {
    // Fails where another instance was first, and then that one's counts.
    writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  return readFileSync(file, "utf8").trim();
}
