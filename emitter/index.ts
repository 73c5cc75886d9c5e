export { draftFromClaudeCodeHook } from "./claude-code";
export { createEmitter, type Emitter, type EmitterOptions } from "./create-emitter";
export type { EventDraft, JsonObject, JsonValue } from "./draft";
export type { DropReason, EmitterStats, EmitterTrouble } from "./stats";
