import { cutOf } from "../agents/cut";
import { draftFromHook } from "../agents/draft-from-hook";
import { parseExactJson } from "../agents/exact-json";
import { type CommandAgent, commandAgents } from "../agents/hook-agents";
import { isObject } from "../agents/hook-reading";
import type { JsonValue } from "../draft";
import { redactDraftJson } from "../redact/redact-draft";
import { redactionRules } from "../redact/redaction-rules";
import { uuid7 } from "../uuid7";

/**
 * One payload in the spool: `{ v, hook, at, id, payload }`, or its `bytes` in base64 where they are no UTF-8. As it came:
 * an agent waits for this. `raw` says that its secrets may be sent; the one who says so is who was called, not the flusher,
 * which another call with another environment has started.
 */
export function encodeRecord(hook: CommandAgent, sent: Buffer, { redact = true } = {}): string {
  const text = textOf(sent);
  JSON.parse(text);
  const at = new Date();
  const head = `{"v":1,"hook":"${hook}","at":"${at.toISOString()}","id":"${uuid7(at.getTime())}"${redact ? "" : ',"raw":true'}`;
  const isUtf8 = !text.includes("\uFFFD") || Buffer.from(sent.toString("utf8")).equals(sent);
  // Within JSON a line break is only ever space.
  if (isUtf8) return `${head},"payload":${text.replace(/[\r\n]+/g, " ")}}`;
  return `${head},"bytes":"${sent.toString("base64")}"}`;
}

/** The event that a record becomes, as JSON text; null for what is no record. */
export function eventOfRecord(line: string): string | null {
  return readRecord(line)?.event ?? null;
}

/** The same as it may be sent: without its secrets, unless the record says that they may go. */
export function redactedEventOfRecord(line: string): string | null {
  const read = readRecord(line);
  if (read === null) return null;
  return read.isRaw ? read.event : redactDraftJson(read.event, redactionRules);
}

function readRecord(line: string): { event: string; isRaw: boolean } | null {
  try {
    const record = parseExactJson(line);
    if (!isObject(record) || record.v !== 1) return null;
    const { at, id } = record;
    const agent = commandAgents.find((name) => name === record.hook);
    if (agent === undefined || typeof at !== "string" || typeof id !== "string") return null;
    const draft = draftOf(agent, record);
    const event = JSON.stringify({ ...draft, event_id: draft.event_id ?? id, timestamp: draft.timestamp ?? at });
    return { event, isRaw: record.raw === true };
  } catch {
    return null;
  }
}

function draftOf(agent: CommandAgent, { payload, bytes }: { [key: string]: JsonValue }) {
  if (typeof bytes !== "string") return draftFromHook(agent, payload ?? null);
  const sent = Buffer.from(bytes, "base64");
  const cuts = [cutOf("metadata", "characters", sent)];
  return draftFromHook(agent, parseExactJson(textOf(sent)) as JsonValue, cuts);
}

/** PowerShell puts a byte order mark before what it pipes; JSON has none. */
const textOf = (sent: Buffer) => sent.toString("utf8").replace(/^\uFEFF/, "");
