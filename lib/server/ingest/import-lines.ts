import { eventsPerRequestMax } from "@/lib/contract/ingest";
import { type ImportDraft, importEvents } from "../store/import-events";
import { readExportedEvent } from "./read-exported-event";

const batchBytesMax = 4 * 1024 * 1024;

export type ImportCount = { stored: number; duplicates: number; refused: { line: number; message: string }[] };

/**
 * Stores the lines of an NDJSON export in a workspace, in their order, batch by batch. A line that is no event is told
 * and left out; run again, it stores what is not there yet and nothing twice. `onProgress` hears of each batch.
 */
export async function importLines(
  workspaceId: number,
  lines: AsyncIterable<string>,
  onProgress: (count: ImportCount) => void = () => {},
): Promise<ImportCount> {
  const count: ImportCount = { stored: 0, duplicates: 0, refused: [] };
  let batch = new Map<string, ImportDraft>();
  let bytes = 0;
  const flush = async () => {
    if (batch.size === 0) return;
    const stored = await importEvents(workspaceId, [...batch.values()]);
    count.stored += stored;
    count.duplicates += batch.size - stored;
    batch = new Map();
    bytes = 0;
    onProgress(count);
  };
  let number = 0;
  for await (const line of lines) {
    number += 1;
    if (line.trim() === "") continue;
    const reading = readExportedEvent(line);
    if (!reading.ok) count.refused.push({ line: number, message: reading.message });
    else if (batch.has(reading.draft.event_id)) count.duplicates += 1;
    else {
      batch.set(reading.draft.event_id, reading.draft);
      bytes += line.length;
    }
    if (batch.size === eventsPerRequestMax || bytes > batchBytesMax) await flush();
  }
  await flush();
  return count;
}
