import type { Caller } from "../auth/identify";
import type { Exchange } from "../http/exchange";
import type { ActedBy } from "../store/audit-log";

/** Who does what a request asks for, and from where, as the audit log tells it. */
export function actedBy(caller: Caller, { address }: Pick<Exchange, "address">): ActedBy {
  const label = caller.kind === "person" ? caller.email : caller.prefix;
  return { actor: { kind: caller.kind, id: caller.id, label }, address };
}
