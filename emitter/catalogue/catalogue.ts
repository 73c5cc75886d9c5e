import type { EventDraft } from "../draft";

type Entry = { severity: NonNullable<EventDraft["severity"]>; requires?: readonly (keyof EventDraft)[] };

/** The event catalogue by the system that each type comes from; a test holds it against the server's. */
export const catalogue = {
  "visibility-pipeline": {
    agent_spawned: { severity: "info", requires: ["agent_id"] },
    agent_activated: { severity: "info", requires: ["agent_id"] },
    operation_allowed: { severity: "info", requires: ["agent_id", "operation"] },
    operation_denied: { severity: "warning", requires: ["agent_id", "operation"] },
    budget_updated: { severity: "info", requires: ["agent_id"] },
    task_started: { severity: "info", requires: ["agent_id"] },
    task_completed: { severity: "info", requires: ["agent_id"] },
    task_failed: { severity: "error", requires: ["agent_id"] },
  },
  mahavishnu: {
    workflow_started: { severity: "info" },
    workflow_completed: { severity: "info" },
    workflow_failed: { severity: "error" },
    pool_scaled: { severity: "info" },
  },
  crackerjack: {
    quality_check_started: { severity: "info" },
    quality_issue_found: { severity: "warning" },
    quality_score_updated: { severity: "info" },
    test_completed: { severity: "info" },
    coverage_calculated: { severity: "info" },
  },
  "session-buddy": {
    session_created: { severity: "info" },
    session_restored: { severity: "info" },
    entity_created: { severity: "info" },
    relation_created: { severity: "info" },
    memory_checkpoint: { severity: "info" },
  },
  akosha: {
    pattern_detected: { severity: "info" },
    anomaly_detected: { severity: "warning" },
    insight_generated: { severity: "info" },
    correlation_found: { severity: "info" },
  },
  oneiric: {
    adapter_resolved: { severity: "debug" },
    component_loaded: { severity: "debug" },
    cache_hit: { severity: "debug" },
    cache_miss: { severity: "debug" },
  },
  coordination: {
    agent_created: { severity: "info", requires: ["agent_id"] },
    agent_updated: { severity: "info", requires: ["agent_id"] },
    agent_deleted: { severity: "info", requires: ["agent_id"] },
    task_created: { severity: "info" },
    task_assigned: { severity: "info" },
    election_triggered: { severity: "info" },
    leader_elected: { severity: "info" },
    consensus_proposed: { severity: "info" },
    health_changed: { severity: "warning" },
    metrics_updated: { severity: "debug" },
    alert_triggered: { severity: "error" },
  },
  "event-bus": {
    "task.created": { severity: "info" },
    "task.status_changed": { severity: "info" },
    "task.assigned": { severity: "info" },
    "task.completed": { severity: "info" },
    "task.failed": { severity: "error" },
    "task.archived": { severity: "info" },
    "agent.registered": { severity: "info" },
    "agent.started": { severity: "info" },
    "agent.stopped": { severity: "info" },
    "agent.output": { severity: "debug" },
    "agent.output_batch": { severity: "debug" },
    "agent.error": { severity: "error" },
    "agent.requirement_analyzed": { severity: "info" },
    "agent.business_context_ready": { severity: "info" },
    "agent.code_review_requested": { severity: "info" },
    "agent.qa_test_passed": { severity: "info" },
    "agent.qa_test_failed": { severity: "error" },
    "agent.session_started": { severity: "info" },
    "agent.session_exited": { severity: "info" },
    "artifact.created": { severity: "info" },
    "artifact.github_pr_opened": { severity: "info" },
    "artifact.github_pr_merged": { severity: "info" },
    "permission.requested": { severity: "warning" },
    "permission.responded": { severity: "info" },
    "permission.approved": { severity: "info" },
    "permission.denied": { severity: "warning" },
    "permission.revoked": { severity: "warning" },
    "permission.expired": { severity: "warning" },
    "permission.cancelled": { severity: "info" },
    "relay.up": { severity: "info" },
    "relay.down": { severity: "warning" },
    "relay.error": { severity: "error" },
    "system.relay_connected": { severity: "info" },
    "system.relay_disconnected": { severity: "warning" },
    "human.message": { severity: "info" },
  },
  doors: {
    "session.started": { severity: "info" },
    "session.ended": { severity: "info" },
    "session.compacted": { severity: "debug" },
    "turn.started": { severity: "info" },
    "turn.completed": { severity: "info" },
    "turn.failed": { severity: "error" },
    "task.started": { severity: "info" },
    "tool.started": { severity: "debug" },
    "tool.completed": { severity: "info" },
    "tool.failed": { severity: "error" },
    "agent.spawned": { severity: "info" },
    "agent.completed": { severity: "info" },
    "agent.notified": { severity: "warning" },
    "operation.allowed": { severity: "info" },
    "operation.denied": { severity: "warning" },
    "model.requested": { severity: "debug" },
    "model.failed": { severity: "error" },
    "file.changed": { severity: "debug" },
    "config.changed": { severity: "debug" },
    "otel.log": { severity: "info" },
    "otel.span": { severity: "debug" },
  },
} as const satisfies Record<string, Record<string, Entry>>;

type Catalogue = typeof catalogue;

/** A system of the catalogue. */
export type CatalogueSystem = keyof Catalogue;

/** The types of the catalogue, or of one system of it. */
export type CatalogueType<System extends CatalogueSystem = CatalogueSystem> = System extends CatalogueSystem
  ? keyof Catalogue[System]
  : never;

type EntryOf<Type extends CatalogueType> = {
  [System in CatalogueSystem]: Type extends keyof Catalogue[System] ? Catalogue[System][Type] : never;
}[CatalogueSystem];

type Required<Type extends CatalogueType> =
  EntryOf<Type> extends { requires: readonly (infer Field extends keyof EventDraft)[] } ? Field : never;

/** What an event of a type is told with: the fields of a draft, and surely those that the catalogue requires. */
export type FieldsOf<Type extends CatalogueType> = Omit<EventDraft, "event_type" | Required<Type>> & {
  [Field in Required<Type>]: string;
};
