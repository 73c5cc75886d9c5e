import type { AuditEntry } from "@/lib/contract/audit";
import { auditActs, isAuditAct } from "@/lib/contract/audit-acts";

/** What acts are about, in the words of the page's filter. */
export const familyWords: Readonly<Record<string, string>> = {
  person: "Log-ins and accounts",
  member: "People and roles",
  key: "API keys",
  privacy: "Redaction rules",
  retention: "Retention",
  events: "Exports and imports",
  agent: "Agents",
  view: "Shared views",
  rule: "Notification rules",
  webhook: "Webhooks",
  read_models: "Read models",
  audit: "The audit log",
  workspace: "The workspace",
};

/** What was done, after the name of who did it; an act of a newer program by its own name. */
export const actWords = (act: string): string => (isAuditAct(act) ? auditActs[act] : `did ${act}`);

/** What an entry tells besides, in one line; empty where there is nothing. */
export function detailWords(details: AuditEntry["details"]): string {
  return Object.entries(details)
    .map(([name, value]) => `${name.replaceAll("_", " ")} ${valueWords(value)}`)
    .join(" · ");
}

function valueWords(value: unknown): string {
  if (value === null || value === "") return "none";
  if (Array.isArray(value)) return value.map(valueWords).join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
