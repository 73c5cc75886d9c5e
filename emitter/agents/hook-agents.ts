/** The agents whose hooks have a door: the name in its address, and the source of its events. */
export const hookAgents = ["claude-code", "codex", "gemini", "cursor", "copilot"] as const;
export type HookAgent = (typeof hookAgents)[number];

/** The agents that the hook command knows: OpenCode has no hooks that could post, but a plugin that calls the command. */
export const commandAgents = [...hookAgents, "opencode"] as const;
export type CommandAgent = (typeof commandAgents)[number];
