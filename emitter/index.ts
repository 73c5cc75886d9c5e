export { draftFromHook } from "./agents/draft-from-hook";
export { type CommandAgent, type HookAgent, hookAgents } from "./agents/hook-agents";
export type { BreakerState } from "./breaker";
export {
  type BudgetUpdate,
  onAgentActivated,
  onAgentSpawned,
  onBudgetUpdated,
  onRbacDecision,
  onTaskCompleted,
  onTaskFailed,
  onTaskStarted,
  type RbacDecision,
} from "./catalogue/agent-events";
export type { CatalogueSystem, CatalogueType, FieldsOf } from "./catalogue/catalogue";
export { createHook, type Hook, type HookContext, type HookEvent, type HookSystem } from "./catalogue/create-hook";
export { type BaggageMember, formatBaggage, parseBaggage } from "./correlation/baggage";
export {
  type Correlation,
  type CorrelationStart,
  currentCorrelation,
  withCorrelation,
} from "./correlation/correlation";
export {
  type CorrelationHeaders,
  correlationFromHeaders,
  correlationHeaders,
  type IncomingHeaders,
} from "./correlation/correlation-headers";
export { formatTraceparent, parseTraceparent, type TraceParent } from "./correlation/trace-parent";
export { createEmitter, type Emitter } from "./create-emitter";
export type { EventDraft, JsonObject, JsonValue } from "./draft";
export type { EventSink } from "./emit-made";
export type { EmitterOptions, SpoolSettings } from "./emitter-options";
export type { AgentEvent } from "./event";
export { follow } from "./follow";
export type { FollowOptions, FollowState } from "./follow-options";
export { collectHealth, type EmitterHealth, type Health, type HealthStatus } from "./health";
export { FollowError } from "./read-stream";
export type { DropReason, EmitterStats, EmitterTrouble } from "./stats";
export type { StreamFilter } from "./stream-filter";
export type { FollowReset } from "./stream-position";
export { type TrackOptions, track } from "./tracking/track";
export { type TrackedOptions, tracked } from "./tracking/tracked";
