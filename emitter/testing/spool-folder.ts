import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A folder of the running test's own, not there yet, that goes with it. */
export function spoolFolder(): string {
  const parent = mkdtempSync(join(tmpdir(), "sightline-spool-"));
  onTestFinished(() => rmSync(parent, { recursive: true, force: true }));
  return join(parent, "spool");
}
