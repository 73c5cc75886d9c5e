import type { RefusalReason } from "@/lib/contract/keys";
import { log } from "../log";
import { processState } from "../process-state";
import { RecentCache } from "../recent-cache";
import { addRefusals, findWorkspaceByPrefix, type Refusals } from "../store/refused-keys";
import { prefixOf } from "./key";

const writeEveryMs = 1_000;
/** A dead key may be asked with as often as the network allows; what is counted in a second is a row a key and reason. */
const keysMax = 1_000;

const refused = processState("refused-keys", () => ({
  counted: new Map<string, Refusals>(),
  timer: null as NodeJS.Timeout | null,
  workspaces: new RecentCache<number | null>({ ttlMs: 10_000, entriesMax: 1_000 }),
}));

/** Counts a refused request, for the page that helps to connect agents. Nobody waits for it, and nothing fails for it. */
export function noteRefusal(workspaceId: number, prefix: string, reason: RefusalReason): void {
  const name = `${workspaceId} ${prefix} ${reason}`;
  const known = refused.counted.get(name);
  if (known) known.count += 1;
  else if (refused.counted.size < keysMax) refused.counted.set(name, { workspaceId, prefix, reason, count: 1 });
  refused.timer ??= setTimeout(writeDown, writeEveryMs).unref();
}

/** The same for a key that nobody has: its public part may be one of ours, with the rest lost in copying. */
export function noteUnknownKey(key: string): void {
  const prefix = prefixOf(key);
  if (prefix === null) return;
  refused.workspaces
    .get(prefix, () => findWorkspaceByPrefix(prefix))
    .then((workspaceId) => {
      if (workspaceId !== null) noteRefusal(workspaceId, prefix, "mistyped");
    })
    .catch(() => {});
}

function writeDown(): void {
  refused.timer = null;
  const counted = [...refused.counted.values()];
  refused.counted.clear();
  addRefusals(counted).catch((error: unknown) => {
    log.warn({ message: String(error) }, "refused requests could not be written down");
  });
}
