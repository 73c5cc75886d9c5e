/** What the console says once everything runs: where to open it, how to log in the first time, how to send an event. */
export function firstSteps({ url, setupCode }: { url: string; setupCode: string | null }): string {
  const login = setupCode
    ? `First run: create your account with the one-time code ${setupCode}\n  ${url}/setup#code=${setupCode}`
    : `Log in:\n  ${url}/login`;
  return `
Sightline is up: ${url}

${login}

Send an event (create a key under Settings first):
  curl ${url}/api/v1/events/ingest \\
    -H "Authorization: Bearer $SIGHTLINE_API_KEY" -H "Content-Type: application/json" \\
    -d '{"event_type": "task_started", "agent_id": "my-agent", "operation": "say hello"}'

Stop with Ctrl-C.
`;
}
