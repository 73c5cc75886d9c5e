import { createParser } from "eventsource-parser";
import type { AgentEvent } from "@/lib/contract/event";
import type { Recording } from "./stream-client";

/** Throws unless the recording holds each event from `after` + 1 to `upTo` once, in order, its frame's id its cursor. */
export function checkRecording({ chunks }: Recording, { after, upTo }: { after: number; upTo: number }): void {
  let cursor = after;
  const parser = createParser({
    onEvent({ event, id, data }) {
      if (event !== "event" && event !== "batch") return;
      const told = JSON.parse(data) as AgentEvent | AgentEvent[];
      for (const each of Array.isArray(told) ? told : [told]) {
        if (each.cursor !== cursor + 1) throw new Error(`After event ${cursor} came event ${each.cursor}.`);
        cursor = each.cursor;
      }
      if (Number(id) !== cursor) throw new Error(`The frame with event ${cursor} had the id ${id}.`);
    },
    onError(error) {
      throw error;
    },
  });
  for (const chunk of chunks) {
    // A frame never lies across two writes, so a character doesn't either.
    parser.feed(chunk.toString("utf8"));
  }
  if (cursor !== upTo) throw new Error(`The stream ended at event ${cursor}, not at ${upTo}.`);
}
