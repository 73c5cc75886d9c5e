import {
  type CatalogueType,
  createHook,
  type EventSink,
  onAgentActivated,
  onAgentSpawned,
  onBudgetUpdated,
  onRbacDecision,
  onTaskCompleted,
  onTaskFailed,
  onTaskStarted,
} from "../index";

const agent_id = "a";
const operation = "deploy";

/**
 * How each type of the catalogue is told. This file doesn't compile once a type has no helper, or one that asks for
 * more or less than the catalogue requires; the test calls them all.
 */
export function everyHelper(emitter: EventSink) {
  const mahavishnu = createHook("mahavishnu", { emitter });
  const crackerjack = createHook("crackerjack", { emitter });
  const sessionBuddy = createHook("session-buddy", { emitter });
  const akosha = createHook("akosha", { emitter });
  const oneiric = createHook("oneiric", { emitter });
  const coordination = createHook("coordination", { emitter });
  const eventBus = createHook("event-bus", { emitter });
  const doors = createHook("doors", { emitter, source: "my-agent" });
  return {
    agent_spawned: () => onAgentSpawned(emitter, { agent_id }),
    agent_activated: () => onAgentActivated(emitter, { agent_id }),
    operation_allowed: () => onRbacDecision(emitter, { agent_id, operation, allowed: true }),
    operation_denied: () => onRbacDecision(emitter, { agent_id, operation, allowed: false }),
    budget_updated: () => onBudgetUpdated(emitter, { agent_id }),
    task_started: () => onTaskStarted(emitter, { agent_id }),
    task_completed: () => onTaskCompleted(emitter, { agent_id }),
    task_failed: () => onTaskFailed(emitter, { agent_id }),
    workflow_started: () => mahavishnu.emitWorkflowStarted(),
    workflow_completed: () => mahavishnu.emitWorkflowCompleted(),
    workflow_failed: () => mahavishnu.emitWorkflowFailed(),
    pool_scaled: () => mahavishnu.emitPoolScaled(),
    quality_check_started: () => crackerjack.emitQualityCheckStarted(),
    quality_issue_found: () => crackerjack.emitQualityIssueFound(),
    quality_score_updated: () => crackerjack.emitQualityScoreUpdated(),
    test_completed: () => crackerjack.emitTestCompleted(),
    coverage_calculated: () => crackerjack.emitCoverageCalculated(),
    session_created: () => sessionBuddy.emitSessionCreated(),
    session_restored: () => sessionBuddy.emitSessionRestored(),
    entity_created: () => sessionBuddy.emitEntityCreated(),
    relation_created: () => sessionBuddy.emitRelationCreated(),
    memory_checkpoint: () => sessionBuddy.emitMemoryCheckpoint(),
    pattern_detected: () => akosha.emitPatternDetected(),
    anomaly_detected: () => akosha.emitAnomalyDetected(),
    insight_generated: () => akosha.emitInsightGenerated(),
    correlation_found: () => akosha.emitCorrelationFound(),
    adapter_resolved: () => oneiric.emitAdapterResolved(),
    component_loaded: () => oneiric.emitComponentLoaded(),
    cache_hit: () => oneiric.emitCacheHit(),
    cache_miss: () => oneiric.emitCacheMiss(),
    agent_created: () => coordination.emitAgentCreated({ agent_id }),
    agent_updated: () => coordination.emitAgentUpdated({ agent_id }),
    agent_deleted: () => coordination.emitAgentDeleted({ agent_id }),
    task_created: () => coordination.emitTaskCreated(),
    task_assigned: () => coordination.emitTaskAssigned(),
    election_triggered: () => coordination.emitElectionTriggered(),
    leader_elected: () => coordination.emitLeaderElected(),
    consensus_proposed: () => coordination.emitConsensusProposed(),
    health_changed: () => coordination.emitHealthChanged(),
    metrics_updated: () => coordination.emitMetricsUpdated(),
    alert_triggered: () => coordination.emitAlertTriggered(),
    "task.created": () => eventBus.emitTaskCreated(),
    "task.status_changed": () => eventBus.emitTaskStatusChanged(),
    "task.assigned": () => eventBus.emitTaskAssigned(),
    "task.completed": () => eventBus.emitTaskCompleted(),
    "task.failed": () => eventBus.emitTaskFailed(),
    "task.archived": () => eventBus.emitTaskArchived(),
    "agent.registered": () => eventBus.emitAgentRegistered(),
    "agent.started": () => eventBus.emitAgentStarted(),
    "agent.stopped": () => eventBus.emitAgentStopped(),
    "agent.output": () => eventBus.emitAgentOutput(),
    "agent.output_batch": () => eventBus.emitAgentOutputBatch(),
    "agent.error": () => eventBus.emitAgentError(),
    "agent.requirement_analyzed": () => eventBus.emitAgentRequirementAnalyzed(),
    "agent.business_context_ready": () => eventBus.emitAgentBusinessContextReady(),
    "agent.code_review_requested": () => eventBus.emitAgentCodeReviewRequested(),
    "agent.qa_test_passed": () => eventBus.emitAgentQaTestPassed(),
    "agent.qa_test_failed": () => eventBus.emitAgentQaTestFailed(),
    "agent.session_started": () => eventBus.emitAgentSessionStarted(),
    "agent.session_exited": () => eventBus.emitAgentSessionExited(),
    "artifact.created": () => eventBus.emitArtifactCreated(),
    "artifact.github_pr_opened": () => eventBus.emitArtifactGithubPrOpened(),
    "artifact.github_pr_merged": () => eventBus.emitArtifactGithubPrMerged(),
    "permission.requested": () => eventBus.emitPermissionRequested(),
    "permission.responded": () => eventBus.emitPermissionResponded(),
    "permission.approved": () => eventBus.emitPermissionApproved(),
    "permission.denied": () => eventBus.emitPermissionDenied(),
    "permission.revoked": () => eventBus.emitPermissionRevoked(),
    "permission.expired": () => eventBus.emitPermissionExpired(),
    "permission.cancelled": () => eventBus.emitPermissionCancelled(),
    "relay.up": () => eventBus.emitRelayUp(),
    "relay.down": () => eventBus.emitRelayDown(),
    "relay.error": () => eventBus.emitRelayError(),
    "system.relay_connected": () => eventBus.emitSystemRelayConnected(),
    "system.relay_disconnected": () => eventBus.emitSystemRelayDisconnected(),
    "human.message": () => eventBus.emitHumanMessage(),
    "session.started": () => doors.emitSessionStarted(),
    "session.ended": () => doors.emitSessionEnded(),
    "session.compacted": () => doors.emitSessionCompacted(),
    "turn.started": () => doors.emitTurnStarted(),
    "turn.completed": () => doors.emitTurnCompleted(),
    "turn.failed": () => doors.emitTurnFailed(),
    "task.started": () => doors.emitTaskStarted(),
    "tool.started": () => doors.emitToolStarted(),
    "tool.completed": () => doors.emitToolCompleted(),
    "tool.failed": () => doors.emitToolFailed(),
    "agent.spawned": () => doors.emitAgentSpawned(),
    "agent.completed": () => doors.emitAgentCompleted(),
    "agent.notified": () => doors.emitAgentNotified(),
    "operation.allowed": () => doors.emitOperationAllowed(),
    "operation.denied": () => doors.emitOperationDenied(),
    "model.requested": () => doors.emitModelRequested(),
    "model.failed": () => doors.emitModelFailed(),
    "file.changed": () => doors.emitFileChanged(),
    "config.changed": () => doors.emitConfigChanged(),
    "otel.log": () => doors.emitOtelLog(),
    "otel.span": () => doors.emitOtelSpan(),
  } satisfies Record<CatalogueType, () => void>;
}

/** What must not compile. */
export function misuses(emitter: EventSink): void {
  // @ts-expect-error The catalogue requires an agent.
  onAgentSpawned(emitter, {});
  // @ts-expect-error And for a decision the operation.
  onRbacDecision(emitter, { agent_id, allowed: true });
  // @ts-expect-error A decision is made.
  onRbacDecision(emitter, { agent_id, operation });
  const coordination = createHook("coordination", { emitter });
  // @ts-expect-error Also where a hook tells it.
  coordination.emitAgentCreated();
  // @ts-expect-error A type of another system.
  coordination.emitCacheHit();
  // @ts-expect-error No such type.
  coordination.emitMany([{ event_type: "cache_hit" }]);
  // @ts-expect-error A field that no event has.
  coordination.emitLeaderElected({ leader: "a" });
  // @ts-expect-error The doors are no system: who is it?
  createHook("doors", { emitter });
  // @ts-expect-error No such system.
  createHook("visibility-pipeline", { emitter });
}
