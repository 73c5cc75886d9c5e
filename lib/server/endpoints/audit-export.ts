import { hash } from "node:crypto";
import { RateLimiterMemory } from "rate-limiter-flexible";
import type { Caller } from "../auth/identify";
import type { Exchange } from "../http/exchange";
import { processState } from "../process-state";
import { appendAudit } from "../store/audit-log";
import { actedBy } from "./acted-by";

/** Pages fetch an export in parts, which are one act. */
const partsOfOneWithinSeconds = 600;
const told = processState(
  "audited-exports",
  () => new RateLimiterMemory({ points: 1, duration: partsOfOneWithinSeconds }),
);

/** Tells the audit log that somebody exports events, once for all parts of an export. */
export async function auditExport(
  { caller, exchange }: { caller: Caller; exchange: Exchange },
  details: { filter: string; format: string },
): Promise<void> {
  const name = JSON.stringify([caller.workspace.id, caller.id, details]);
  const isFirst = await told.consume(hash("sha256", name)).then(
    () => true,
    () => false,
  );
  if (!isFirst) return;
  await appendAudit(caller.workspace.id, { ...actedBy(caller, exchange), act: "events.exported", details });
}
