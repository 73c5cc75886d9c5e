import { isUtf8 } from "node:buffer";
import { type Cut, cutOf } from "@/emitter/agents/cut";
import type { HookAgent } from "@/emitter/agents/hook-agents";
import { eventOfHook } from "@/emitter/agents/hook-event";
import type { HookPayload } from "@/emitter/agents/hook-payload";
import { categoryOf, findCatalogueEntry } from "@/lib/contract/catalogue";
import { parseTimestamp } from "@/lib/contract/timestamp";
import type { AppendDraft } from "../../store/append-events";
import { payloadId } from "./payload-id";

/** How a payload came: by which agent's door, as which bytes, with whose key. */
export type HookDelivery = { agent: HookAgent; body: Uint8Array; apiKey: string };

/** An event ready to append; `isNamed`: its id is made of the action's name, so that the id alone tells a repeat. */
export type HookDraft = { draft: AppendDraft; isNamed: boolean };

/** What the emitter's mapping makes of a payload, with what only the server says of an event. */
export function draftOfHook(payload: HookPayload, { agent, body, apiKey }: HookDelivery): HookDraft {
  const event = eventOfHook(agent, payload, cutsOfBody(body, payload.isWhole));
  const draft = {
    event_id: event.event_id ?? payloadId(agent, body),
    event_type: event.event_type,
    timestamp: event.timestamp === undefined ? null : parseTimestamp(event.timestamp),
    agent_id: event.agent_id ?? null,
    agent_name: event.agent_name ?? null,
    agent_role: event.agent_role ?? null,
    operation: event.operation ?? null,
    source: event.source,
    status: event.status ?? null,
    severity: findCatalogueEntry(event.event_type)?.severity ?? "info",
    session_id: event.session_id ?? null,
    task_id: event.task_id ?? null,
    trace_id: null,
    correlation_id: null,
    project: null,
    category: categoryOf(event.event_type),
    api_key: apiKey,
    metadata: event.metadata,
  };
  return { draft, isNamed: event.event_id !== undefined };
}

function cutsOfBody(body: Uint8Array, isWhole: boolean): Cut[] {
  if (!isWhole) return [cutOf("metadata", "size", body)];
  // Bytes that are no UTF-8 have been read as U+FFFD, wherever they stood.
  return isUtf8(body) ? [] : [cutOf("metadata", "characters", body)];
}
