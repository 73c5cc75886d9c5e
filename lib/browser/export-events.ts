import { type ExportFormat, exportFloorHeader, exportHeadHeader } from "../contract/export";
import type { Problem } from "../contract/problem";
import { fixTimes, formatFilter, type TimelineFilter } from "../timeline/filter";
import { ApiProblem } from "./api";
import { inWorkspace } from "./in-workspace";

/** Cursors of the first part; parts of next to nothing are followed by larger ones. */
const firstSpan = 20_000;
const spanMax = 1_000_000;
const smallPartBytes = 256 * 1024;

/** Where an export stands: what has come, and up to which cursor. Given again, it goes on there. */
export type ExportState = {
  parts: Blob[];
  bytes: number;
  /** The first cursor that was kept when it began, and the newest, which it goes up to; null before the first answer. */
  floor: number | null;
  head: number | null;
  cursor: number;
  span: number;
};

export const newExport = (): ExportState => ({
  parts: [],
  bytes: 0,
  floor: null,
  head: null,
  cursor: 0,
  span: firstSpan,
});

/** How much of the log has been gone through, from 0 to 1. */
export function exportedShare({ floor, head, cursor }: ExportState): number {
  if (floor === null || head === null) return 0;
  return head < floor ? 1 : Math.min(1, Math.max(0, (cursor - floor + 1) / (head - floor + 1)));
}

type ExportOptions = {
  workspace: string;
  filter: TimelineFilter;
  format: ExportFormat;
  signal: AbortSignal;
  onProgress: (state: ExportState) => void;
};

/**
 * Fetches all events of a filter in parts by cursor, so that progress is known and a failure costs one part: called again
 * with the state that it left, it goes on. The browser keeps parts as blobs, on disk where they are large.
 */
export async function exportEvents(
  state: ExportState,
  { workspace, filter, format, signal, onProgress }: ExportOptions,
): Promise<void> {
  const query = formatFilter(fixTimes(filter, Date.now()));
  query.set("format", format);
  while (state.head === null || state.cursor < state.head) {
    const upTo = state.cursor + state.span;
    query.set("after", String(state.cursor));
    query.set("before", String(upTo + 1));
    const response = await fetch(inWorkspace(`/api/v1/events/export?${query}`, workspace), {
      credentials: "same-origin",
      signal,
    });
    if (!response.ok) throw await problemOf(response);
    const part = await response.blob();
    state.head ??= Number(response.headers.get(exportHeadHeader));
    state.floor ??= Number(response.headers.get(exportFloorHeader));
    const isFirst = state.parts.length === 0;
    const kept = format === "csv" && !isFirst ? await withoutHead(part) : part;
    state.parts.push(kept);
    state.bytes += kept.size;
    state.cursor = Math.min(state.head, Math.max(upTo, state.floor - 1));
    if (part.size < smallPartBytes) state.span = Math.min(spanMax, state.span * 2);
    onProgress({ ...state });
  }
}

/** A table without its first line; names of columns hold no line end. */
async function withoutHead(part: Blob): Promise<Blob> {
  const start = await part.slice(0, 4_096).text();
  return part.slice(start.indexOf("\r\n") + 2);
}

async function problemOf(response: Response): Promise<ApiProblem> {
  const told = (await response.json().catch(() => ({}))) as Partial<Problem>;
  const silent = { title: "The export was refused", status: response.status, detail: "Try again." };
  return new ApiProblem({ ...silent, ...told }, { requestId: response.headers.get("x-request-id") });
}
