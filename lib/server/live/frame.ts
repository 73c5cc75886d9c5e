import type { StreamFrames } from "@/lib/contract/stream";

/** One server-sent event (WHATWG HTML §9.2.5): LF only, `data` on one line because JSON escapes line breaks. */
export function formatFrame<Name extends keyof StreamFrames>(name: Name, id: number, data: StreamFrames[Name]): string {
  return rawFrame(name, id, JSON.stringify(data));
}

/** What stands before an event's cursor, between it and its line of JSON, and after that. */
export const eventFrameParts = { before: "id: ", between: "\nevent: event\ndata: ", after: "\n\n" };

/** The frame of an event's line of JSON. */
export function formatEventFrame(cursor: number, json: string): string {
  const { before, between, after } = eventFrameParts;
  return `${before}${cursor}${between}${json}${after}`;
}

/** Events' lines of JSON, with commas between, as one frame; `id` is the last cursor. */
export function formatBatchFrame(lines: string, id: number): string {
  return rawFrame("batch", id, `[${lines}]`);
}

/** The frame of an agent's line of JSON; `id` is the place in the log that its state follows. */
export function formatAgentFrame(id: number, json: string): string {
  return rawFrame("agent", id, json);
}

/** Keeps a connection alive without saying anything. */
export const commentFrame = ":\n\n";

function rawFrame(name: string, id: number, data: string): string {
  return `id: ${id}\nevent: ${name}\ndata: ${data}\n\n`;
}
