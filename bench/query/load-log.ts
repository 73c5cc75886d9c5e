import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { eventLines, generatedColumns } from "./generate-events";

const linesOfChunk = 200;
const rowsOfCopy = 100_000;

/** Fills a workspace's empty log with generated events, by COPY, and moves its head. */
export async function loadLog(
  client: pg.Client,
  { workspaceId, events, endMs, days }: { workspaceId: number; events: number; endMs: number; days: number },
): Promise<void> {
  const line = eventLines({ workspaceId, events, endMs, days });
  const text = `COPY events (${generatedColumns.join(", ")}) FROM STDIN`;
  for (let from = 1; from <= events; from += rowsOfCopy) {
    const upTo = Math.min(events, from + rowsOfCopy - 1);
    await pipeline(Readable.from(chunks(line, from, upTo)), client.query(copyFrom(text)));
  }
  await client.query("UPDATE logs SET head = $2 WHERE workspace_id = $1", [workspaceId, events]);
}

function* chunks(line: (cursor: number) => string, from: number, upTo: number): Generator<string> {
  let lines: string[] = [];
  for (let cursor = from; cursor <= upTo; cursor += 1) {
    lines.push(line(cursor));
    if (lines.length < linesOfChunk && cursor < upTo) continue;
    yield `${lines.join("\n")}\n`;
    lines = [];
  }
}
