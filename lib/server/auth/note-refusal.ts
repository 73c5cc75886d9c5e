import { log } from "../log";
import { processState } from "../process-state";
import { RecentCache } from "../recent-cache";
import { appendAudit } from "../store/audit-log";
import { addRefusals, findWorkspaceByPrefix, type Refusals } from "../store/refused-keys";
import { prefixOf } from "./key";

const writeEveryMs = 1_000;
/** A dead key may be asked with as often as the network allows; what is counted in a second is a row a key and reason. */
const keysMax = 1_000;

/** How often the audit log is told of a key and reason: whoever holds a dead key may ask often. */
const tellEveryMs = 3_600_000;

type Counted = Refusals & { address: string };

const refused = processState("refused-keys", () => ({
  counted: new Map<string, Counted>(),
  toldAtMs: new Map<string, number>(),
  timer: null as NodeJS.Timeout | null,
  workspaces: new RecentCache<number | null>({ ttlMs: 10_000, entriesMax: 1_000 }),
}));

/** Counts a refused request, for the page that helps to connect agents. Nobody waits for it, and nothing fails for it. */
export function noteRefusal(refusal: Omit<Counted, "count">): void {
  const { workspaceId, prefix, reason } = refusal;
  const name = `${workspaceId} ${prefix} ${reason}`;
  const known = refused.counted.get(name);
  if (known) known.count += 1;
  else if (refused.counted.size < keysMax) refused.counted.set(name, { ...refusal, count: 1 });
  refused.timer ??= setTimeout(writeDown, writeEveryMs).unref();
}

/** The same for a key that nobody has: its public part may be one of ours, with the rest lost in copying. */
export function noteUnknownKey(key: string, address: string): void {
  const prefix = prefixOf(key);
  if (prefix === null) return;
  refused.workspaces
    .get(prefix, () => findWorkspaceByPrefix(prefix))
    .then((workspaceId) => {
      if (workspaceId !== null) noteRefusal({ workspaceId, prefix, reason: "mistyped", address });
    })
    .catch(() => {});
}

function writeDown(): void {
  refused.timer = null;
  const counted = [...refused.counted];
  refused.counted.clear();
  const refusals = counted.map(([, { address: _, ...refusal }]) => refusal);
  const untold = counted.filter(([name]) => Date.now() - (refused.toldAtMs.get(name) ?? 0) >= tellEveryMs);
  if (refused.toldAtMs.size >= keysMax) refused.toldAtMs.clear();
  for (const [name] of untold) refused.toldAtMs.set(name, Date.now());
  Promise.all([addRefusals(refusals), ...untold.map(([, refusal]) => tellAudit(refusal))]).catch((error: unknown) => {
    log.warn({ message: String(error) }, "refused requests could not be written down");
  });
}

function tellAudit({ workspaceId, prefix, reason, address }: Counted): Promise<void> {
  const actor = { kind: "key", id: null, label: prefix } as const;
  return appendAudit(workspaceId, { actor, act: "key.refused", target: prefix, address, details: { reason } });
}
