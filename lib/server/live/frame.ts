import type { StreamFrames } from "@/lib/contract/stream";
import { encodeEvent, type StoredEvent } from "../store/event-row";

/** One server-sent event (WHATWG HTML §9.2.5): LF only, `data` on one line because JSON escapes line breaks. */
export function formatFrame<Name extends keyof StreamFrames>(name: Name, id: number, data: StreamFrames[Name]): string {
  return rawFrame(name, id, JSON.stringify(data));
}

/** The frame of a stored event; its metadata's JSON text is passed on as it is. */
export function formatEventFrame(event: StoredEvent): string {
  return rawFrame("event", event.cursor, encodeEvent(event));
}

/** Several events as one frame; `id` is the last cursor. */
export function formatBatchFrame(events: readonly StoredEvent[], id: number): string {
  return rawFrame("batch", id, `[${events.map(encodeEvent).join(",")}]`);
}

/** Keeps a connection alive without saying anything. */
export const commentFrame = ":\n\n";

function rawFrame(name: string, id: number, data: string): string {
  return `id: ${id}\nevent: ${name}\ndata: ${data}\n\n`;
}
