import type { EventDraft, JsonObject, JsonValue } from "../draft";
import { inexactDigits } from "./exact-json";

/** How an event ended, where it says so. */
export type EventStatus = NonNullable<EventDraft["status"]>;

/** What an adapter reads out of one payload of its agent. Absent parts are unknown. */
export type HookReading = {
  /** The hook as the payload names it. */
  hook: string;
  eventType: string;
  status: EventStatus | undefined;
  /** What the payload calls the thing that happened, unique within its session and hook. */
  action: string | undefined;
  session: string | undefined;
  /** The folder that the main agent works in. */
  folder: string | undefined;
  subagent: { id: string; name: string | undefined } | undefined;
  /** When it happened, if the payload says so in a form that events have. */
  timestamp: string | undefined;
  /** The payload as it is kept: as it came, or with JSON in texts unpacked and conventional names added. */
  payload: JsonObject;
};

export type HookAdapter = (payload: JsonObject) => HookReading;

/** A text that says something; undefined for anything else. */
export function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === "string" && value !== "" && inexactDigits(value) === null ? value : undefined;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
