import { processState } from "../process-state";
import { replayPage } from "../store/replay-page";
import { catchUpTurn } from "./catch-up-turn";
import { eventFrameParts } from "./frame";
import { type Chunk, chunkOf, type Selection } from "./selection";

/** Events that a page of the log holds while a reader is behind: what a stalled reader can cost in memory. */
const pageSize = 512;
/** Cursors that one page covers at most where a filter may match few of them: the block index skips the rest. */
const spanMax = 1_048_576;
/** Cursors that one page scans at most, so that a filter that matches nothing advances all the same. */
const scanMax = 20_480;
/** Pages that are read while one is on its way to its reader. */
const pagesAhead = 2;
const keptMs = 5_000;
const keptPagesMax = 64;
const keptBytesMax = 64 * 1024 * 1024;

/** Null when the workspace is gone. */
type ReplayChunk = (Chunk & { floor: number }) | null;

type KeptPage = { chunk: Promise<ReplayChunk>; bytes: number };

/** Readers that were cut off together come back together: pages are kept a moment, so that they share them. */
const kept = processState("replay-pages", () => ({ pages: new Map<string, KeptPage>(), bytes: 0 }));

/**
 * The next page of the log for a reader at `cursor`, up to `target` at most. Pages end at round cursors, so that readers
 * with one selection fall into step; the pages after are read while this one is on its way to its reader.
 */
export async function replayChunk(
  workspaceId: number,
  selection: Selection,
  cursor: number,
  target: number,
): Promise<ReplayChunk> {
  const reading = pageAt(workspaceId, selection, cursor, target);
  // Whoever asks for the pages ahead hears of their failure.
  const readAhead = (from: number) => void pageAt(workspaceId, selection, from, target).catch(() => {});
  if (!selection.matches) {
    for (let from = endOfSpan(selection, cursor), i = 0; from < target && i < pagesAhead; i += 1) {
      readAhead(from);
      from = endOfSpan(selection, from);
    }
  }
  const page = await reading;
  if (selection.matches && page && page.cursor < target && page.cursor >= page.floor - 1) readAhead(page.cursor);
  await catchUpTurn();
  return page;
}

/** Where everything matches, a page holds all events of its span and so ends with it. */
function endOfSpan(selection: Selection, cursor: number): number {
  const span = selection.matches ? spanMax : pageSize;
  return (Math.floor(cursor / span) + 1) * span;
}

function pageAt(workspaceId: number, selection: Selection, cursor: number, target: number): Promise<ReplayChunk> {
  const upTo = Math.min(target, endOfSpan(selection, cursor));
  const name = `${workspaceId}/${cursor}-${upTo}?${selection.key}`;
  const known = kept.pages.get(name);
  if (known) return known.chunk;
  const page: KeptPage = { chunk: read(workspaceId, selection, cursor, upTo), bytes: 0 };
  kept.pages.set(name, page);
  page.chunk.then(
    (chunk) => {
      setTimeout(() => forget(name, page), keptMs).unref();
      if (kept.pages.get(name) !== page) return;
      page.bytes = chunk?.bytes?.length ?? 0;
      kept.bytes += page.bytes;
      forgetOldest();
    },
    () => forget(name, page),
  );
  forgetOldest();
  return page.chunk;
}

function forget(name: string, page: KeptPage): void {
  if (kept.pages.get(name) !== page) return;
  kept.pages.delete(name);
  kept.bytes -= page.bytes;
}

function forgetOldest(): void {
  for (const [name, page] of kept.pages) {
    if (kept.pages.size <= keptPagesMax && kept.bytes <= keptBytesMax) return;
    forget(name, page);
  }
}

async function read(workspaceId: number, selection: Selection, after: number, upTo: number): Promise<ReplayChunk> {
  const form = selection.windowMs === null ? eventFrameParts : null;
  const page = await replayPage(workspaceId, selection.filter, { after, upTo, limit: pageSize, scanMax, form });
  if (!page) return null;
  return { ...chunkOf(selection, page, page.reached), floor: page.floor };
}
