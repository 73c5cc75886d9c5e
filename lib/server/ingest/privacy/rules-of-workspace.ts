import type { RedactionRule } from "@/emitter/redact/redaction-rule";
import { redactionRules } from "@/emitter/redact/redaction-rules";
import { processState } from "../../process-state";
import { RecentCache } from "../../recent-cache";
import { listRedactionRules } from "../../store/redaction-rules";
import { ownRule } from "./own-rule";

/** Asked for with every request that masks, and once a second of the database: so long a change takes to be kept to. */
const rules = processState(
  "redaction-rules",
  () => new RecentCache<readonly RedactionRule[]>({ ttlMs: 1_000, entriesMax: 10_000 }),
);

const compiledMax = 2_000;
const compiled = new Map<string, RedactionRule>();

/** What is masked in a workspace: what is masked everywhere, and its own rules. Rejects while the database is away. */
export function rulesOfWorkspace(workspaceId: number): Promise<readonly RedactionRule[]> {
  return rules.get(String(workspaceId), async () => [
    ...redactionRules,
    ...(await listRedactionRules(workspaceId)).map(compile),
  ]);
}

function compile({ name, pattern }: { name: string; pattern: string }): RedactionRule {
  const key = `${name} ${pattern}`;
  const known = compiled.get(key);
  if (known) return known;
  if (compiled.size >= compiledMax) compiled.clear();
  const rule = ownRule({ name, pattern });
  compiled.set(key, rule);
  return rule;
}
