import type { AgentEvent } from "../contract/event";
import { actorOf } from "./actor";
import { readNumber, readText } from "./metadata";
import { toolNameOf, toolTargetOf } from "./tell-tools";
import { code, did, formatNumber, refused, type Telling } from "./telling";

/** What the permission is for: the whole command where it is one, else the operation or tool by name. */
function operationOf(event: AgentEvent): string | null {
  return commandOf(event) ?? event.operation ?? toolNameOf(event).tool;
}

function commandOf(event: AgentEvent): string | null {
  const target = toolTargetOf(event);
  return target?.verb.plain === "run" ? target.target : null;
}

/** Why or where: a stated reason, else the file or pattern that the tool was to be used on. */
function whereOf(event: AgentEvent): string | null {
  const stated = readText(event.metadata, "reason", "path", "file_path", "target", "resource", "scope", "message");
  const target = toolTargetOf(event);
  return stated ?? (commandOf(event) === null ? target?.target : target?.why) ?? null;
}

const allowed: Telling = (event) => ({
  parts: [did("was allowed"), ...code(operationOf(event))],
  why: whereOf(event),
});

const denied: Telling = (event) => ({
  parts: [did("was"), refused("denied"), ...code(operationOf(event))],
  why: whereOf(event) ?? (event.agent_role === null ? null : `role ${event.agent_role}`),
});

const requested: Telling = (event) => {
  const operation = operationOf(event);
  if (operation !== null) {
    return { parts: [did("asked for permission to run"), ...code(operation)], why: whereOf(event) };
  }
  // Claude Code's notice says in a sentence what its own hook would have said in fields.
  const where = whereOf(event);
  const tool = /permission to use (.+)$/.exec(where ?? "")?.[1] ?? null;
  return tool === null
    ? { parts: [did("asked for permission")], why: where }
    : { parts: [did("asked for permission to use"), ...code(tool)], why: null };
};

/** A person or system decides about the agent; without a decider, the agent is told the decision. */
function decided(grants: boolean): Telling {
  return (event) => {
    const decider = readText(
      event.metadata,
      "responded_by",
      "approved_by",
      "denied_by",
      "decided_by",
      "responder",
      "user",
    );
    if (decider === null) return grants ? allowed(event) : denied(event);
    const verb = grants ? did("let") : refused("denied");
    return {
      who: decider,
      parts: [
        verb,
        { kind: "who", text: actorOf(event) },
        ...(grants ? [did("run")] : []),
        ...code(operationOf(event)),
      ],
      why: whereOf(event),
    };
  };
}

const responded: Telling = (event) => {
  const decision = readText(event.metadata, "decision", "response", "behavior", "approved");
  const grants =
    event.status === null ? !/^(den|refus|reject|no|false)/i.test(decision ?? "") : event.status === "success";
  return decision === null && event.status === null
    ? { parts: [did("had its permission request answered"), ...code(operationOf(event))], why: whereOf(event) }
    : decided(grants)(event);
};

const lapsed =
  (verb: string, alone: string): Telling =>
  (event) => {
    const operation = operationOf(event);
    return { parts: operation === null ? [did(alone)] : [did(verb), ...code(operation)], why: whereOf(event) };
  };

const budget: Telling = ({ metadata }) => {
  const remaining = readNumber(metadata, "remaining", "budget_remaining");
  const limit = readNumber(metadata, "limit", "budget_limit");
  const delta = readNumber(metadata, "delta");
  const spent = readNumber(metadata, "deducted") ?? (delta === null ? null : -delta);
  const unit = readText(metadata, "unit") ?? "tokens";
  const left =
    remaining !== null && limit !== null && limit > 0 ? `${Math.round((remaining / limit) * 100)}% left` : null;
  const why = remaining !== null && limit !== null ? `${formatNumber(remaining)} of ${formatNumber(limit)}` : null;
  const amount = (value: number) => `${formatNumber(value)} ${unit}`;
  const rest = left ?? (remaining === null ? null : `${amount(remaining)} left`);
  if (spent === null) return { parts: [did(rest === null ? "had its budget changed" : `has ${rest}`)], why };
  const verb = spent < 0 ? `got ${amount(-spent)}` : `spent ${amount(spent)}`;
  return { parts: [did(rest === null ? verb : `${verb}, ${rest}`)], why };
};

/** Limits: what was allowed, denied or asked for, and budgets. */
export const permissionTellings: Record<string, Telling> = {
  operation_allowed: allowed,
  operation_denied: denied,
  permission_requested: requested,
  permission_responded: responded,
  permission_approved: decided(true),
  permission_denied: decided(false),
  permission_revoked: (event) => ({
    parts: [refused("lost"), did("permission for"), ...code(operationOf(event) ?? "an operation")],
    why: whereOf(event),
  }),
  permission_expired: lapsed("got no answer in time to", "got no answer in time"),
  permission_cancelled: lapsed("took back its request for", "took back its request"),
  budget_updated: budget,
};
