import type { Attributes } from "./attributes";
import type { KnownAgent } from "./known-agent";

/** Who acted, in which session. What nothing says is undefined. */
export type Identity = {
  session_id: string | undefined;
  agent_id: string | undefined;
  agent_name: string | undefined;
  agent_role: string | undefined;
  parent_agent_id: string | undefined;
};

/**
 * The main agent is named by its session; a subagent of an agent that we know shares the session and adds an id of its own,
 * as at the other doors. Elsewhere an agent's id is its own, else its name, else its session's.
 */
export function identityOf(agent: KnownAgent | null, attributes: Attributes): Identity {
  const session = attributes.text("session.id", "gen_ai.conversation.id", "conversation.id");
  const own = attributes.text("agent_id", "gen_ai.agent.id");
  const name = attributes.text("agent_name", "agent_type", "gen_ai.agent.name");
  const parent = attributes.text("parent_agent_id");
  const identity = { session_id: session, parent_agent_id: parent, agent_role: undefined };
  if (agent === null || session === undefined) {
    return { ...identity, agent_id: own ?? name ?? session, agent_name: name };
  }
  if (own === undefined || own === session) {
    return { ...identity, agent_id: session, agent_name: undefined, agent_role: "main" };
  }
  const within = (id: string) => (id === session ? session : `${session}/${id}`);
  return {
    session_id: session,
    agent_id: within(own),
    agent_name: name ?? own,
    agent_role: "subagent",
    parent_agent_id: within(parent ?? session),
  };
}
