import { uuidPattern } from "@/lib/contract/event-form";
import { maySee, type Reach } from "@/lib/contract/reach";
import { pool } from "../db/pool";
import { eventColumns, rawEventTypes, type StoredEvent, storedEventOf } from "./event-row";
import { isKept } from "./read-log";

/** Null for an id that this workspace doesn't hold, or holds no longer, or out of reach, and for what is no id at all. */
export async function findEvent({ workspaceId, projects }: Reach, eventId: string): Promise<StoredEvent | null> {
  if (!uuidPattern.test(eventId)) return null;
  const { rows } = await pool("query").query({
    text: `SELECT ${eventColumns} FROM events e WHERE e.workspace_id = $1 AND e.event_id = $2 AND ${isKept("$1")}`,
    values: [workspaceId, eventId],
    types: rawEventTypes,
  });
  const event = rows[0] ? storedEventOf(rows[0]) : null;
  return event && maySee(projects, event.project) ? event : null;
}
