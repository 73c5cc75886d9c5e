import type { AuditAct } from "@/lib/contract/audit-acts";
import { type AuditDraft, appendAuditOfPerson } from "../store/audit-log";
import type { Viewer } from "./viewer";

/** Tells each workspace of a person what they did to their own account: by what somebody logs in concerns all of them. */
export async function auditOwn(
  { personId, email }: Pick<Viewer, "personId" | "email">,
  act: AuditAct,
  more: Pick<AuditDraft, "address" | "target" | "details">,
): Promise<void> {
  await appendAuditOfPerson(personId, { actor: { kind: "person", id: personId, label: email }, act, ...more });
}
