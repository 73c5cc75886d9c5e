import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Agent } from "../contract/agent";
import { hearAgents } from "../timeline/merge-agents";
import { ActivityReader } from "./activity-reader";
import type { StreamState } from "./stream-state";
import { useSharedStreams } from "./streams-of-person";

/** What was heard of a workspace's agents, and how. */
export type ActivityHeard = {
  /** By agent id; a list that was read before may lack what it says. */
  told: ReadonlyMap<string, Agent>;
  connection: StreamState;
  /** How often agents have to be read instead, where no stream tells of them. */
  refetchInterval: number | false;
};

/** The connection chip says "Updates every 2 s". */
const pollMs = 2_000;
const nothingTold: ReadonlyMap<string, Agent> = new Map();
const connecting: StreamState = { kind: "connecting" };

/** The states of a workspace's agents as they change; with an id, of that agent alone. */
export function useActivityStream(workspace: string, agentId: string | null = null): ActivityHeard {
  const [told, setTold] = useState(nothingTold);
  const [connection, setConnection] = useState(connecting);
  const streams = useSharedStreams();
  const queryClient = useQueryClient();
  useEffect(() => {
    const reader = new ActivityReader({
      workspace,
      streams: streams(),
      onAgents(agents) {
        const wanted = agentId === null ? agents : agents.filter(({ agent_id }) => agent_id === agentId);
        setTold((before) => hearAgents(before, wanted));
      },
      onState: setConnection,
      onReset() {
        setTold(nothingTold);
        void queryClient.invalidateQueries({
          predicate: ({ queryKey: [name] }) => name === "agents" || name === "agent",
        });
      },
    });
    return () => {
      reader.close();
      setTold(nothingTold);
    };
  }, [workspace, agentId, streams, queryClient]);
  const isWithout = connection.kind === "polling" || connection.kind === "reconnecting";
  return { told, connection, refetchInterval: isWithout && pollMs };
}
