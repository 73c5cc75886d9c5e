/** The pages about one agent, and those that it leads to. */
export function agentPaths(workspace: string, agentId: string) {
  const home = `/w/${workspace}`;
  const own = `${home}/agents/${encodeURIComponent(agentId)}`;
  const query = (filter: Record<string, string>) =>
    new URLSearchParams(Object.entries(filter).map(([name, value]) => [name, value.replaceAll(",", "\\,")]));
  return {
    all: `${home}/agents`,
    own,
    events: (filter: Record<string, string> = {}) => {
      const params = query(filter);
      return params.size === 0 ? `${own}/events` : `${own}/events?${params}`;
    },
    session: (sessionId: string) => `${home}/sessions/${encodeURIComponent(sessionId)}`,
    sessions: `${home}/sessions?${new URLSearchParams({ agent_id: agentId })}`,
    task: (taskId: string) => `${home}/tasks/${encodeURIComponent(taskId)}`,
  };
}
