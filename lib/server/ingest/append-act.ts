import { v7 as uuidv7 } from "uuid";
import type { JsonObject } from "@/lib/contract/event";
import { metrics } from "../metrics";
import { commitDrafts } from "./group-commit";

/** What a person did, by our own pages or with a key: `by` their e-mail, or the key's public prefix. */
export type Act = {
  event_type: "agent_created" | "agent_updated" | "agent_deleted";
  agentId: string;
  /** The one that the agent works in, for those who see some projects only. */
  project: string | null;
  by: string;
  apiKey: string | null;
  metadata: JsonObject;
};

/** Appends an event of our own, which takes a cursor like any other. Its source is one that no emitter can name. */
export async function appendAct(
  workspaceId: number,
  { event_type, agentId, project, by, apiKey, metadata }: Act,
): Promise<void> {
  await commitDrafts(workspaceId, [
    {
      event_id: uuidv7(),
      event_type,
      timestamp: null,
      agent_id: agentId,
      agent_name: null,
      agent_role: null,
      operation: null,
      source: "sightline",
      status: null,
      severity: "info",
      session_id: null,
      task_id: null,
      trace_id: null,
      correlation_id: null,
      project,
      category: "agents",
      metadata: JSON.stringify({ ...metadata, by }),
      api_key: apiKey,
    },
  ]);
  metrics.events.inc({ outcome: "accepted" });
}
