import type { Caller } from "../auth/identify";
import type { Exchange } from "../http/exchange";
import { appendAudit } from "../store/audit-log";
import { takePlace } from "../store/paces";
import { actedBy } from "./acted-by";

/** Pages fetch an export in parts, which are one act. */
const partsOfOne = { burst: 1, everyMs: 10 * 60_000, waitMsMax: 0 };

/** Tells the audit log that somebody exports events, once for all parts of an export, whichever instances give them. */
export async function auditExport(
  { caller, exchange }: { caller: Caller; exchange: Exchange },
  details: { filter: string; format: string },
): Promise<void> {
  const name = JSON.stringify([caller.workspace.id, caller.id, details]);
  if ((await takePlace(`export ${name}`, partsOfOne)) === null) return;
  await appendAudit(caller.workspace.id, { ...actedBy(caller, exchange), act: "events.exported", details });
}
