import type { EventDraft, JsonValue } from "../draft";
import { type EventSink, emitMade } from "../emit-made";
import { describeError } from "../tracking/describe-error";
import { type CatalogueType, catalogue, type FieldsOf } from "./catalogue";
import { type DraftFields, mergeFields } from "./merge-fields";

type PipelineType = CatalogueType<"visibility-pipeline">;

/** An agent was created. */
export function onAgentSpawned(emitter: EventSink, fields: FieldsOf<"agent_spawned">): void {
  emitEvent(emitter, () => ["agent_spawned", fields]);
}

/** An agent's permissions were validated and it became active. */
export function onAgentActivated(emitter: EventSink, fields: FieldsOf<"agent_activated">): void {
  emitEvent(emitter, () => ["agent_activated", fields]);
}

/** What was decided about an operation, and why. */
export type RbacDecision = Omit<FieldsOf<"operation_allowed">, "status"> & {
  allowed: boolean;
  reason?: string | undefined;
};

/** A role check granted or denied an operation. */
export function onRbacDecision(emitter: EventSink, decision: RbacDecision): void {
  emitEvent(emitter, () => {
    const { allowed, reason, ...fields } = decision;
    // Nothing but a clear yes is told as a grant.
    const isAllowed = allowed === true;
    const status = isAllowed ? "success" : "denied";
    return [isAllowed ? "operation_allowed" : "operation_denied", fields, { status }, { reason }];
  });
}

/** An agent's budget after a change: `delta` is what was added, below zero what was taken. */
export type BudgetUpdate = FieldsOf<"budget_updated"> & {
  remaining?: number | undefined;
  limit?: number | undefined;
  delta?: number | undefined;
  unit?: string | undefined;
};

/** An agent's budget was deducted or topped up. */
export function onBudgetUpdated(emitter: EventSink, update: BudgetUpdate): void {
  emitEvent(emitter, () => {
    const { remaining, limit, delta, unit, ...fields } = update;
    return ["budget_updated", fields, {}, { remaining, limit, delta, unit }];
  });
}

/** A task began. */
export function onTaskStarted(emitter: EventSink, fields: FieldsOf<"task_started">): void {
  emitEvent(emitter, () => ["task_started", fields]);
}

/** A task finished successfully. */
export function onTaskCompleted(
  emitter: EventSink,
  task: FieldsOf<"task_completed"> & { duration_ms?: number | undefined },
): void {
  emitEvent(emitter, () => {
    const { duration_ms, ...fields } = task;
    return ["task_completed", fields, { status: "success" }, { duration_ms }];
  });
}

/** A task ended with an error: any value that was thrown, told by its name and message. */
export function onTaskFailed(
  emitter: EventSink,
  task: FieldsOf<"task_failed"> & { duration_ms?: number | undefined; error?: unknown },
): void {
  emitEvent(emitter, () => {
    const { duration_ms, error, ...fields } = task;
    const told = error === undefined ? {} : describeError(error, false);
    return ["task_failed", fields, { status: "failure" }, { duration_ms, ...told }];
  });
}

type Metadata = { [key: string]: JsonValue | undefined };
type Event = [type: PipelineType, fields: DraftFields, outcome?: DraftFields, metadata?: Metadata];

function emitEvent(emitter: EventSink, tell: () => Event): void {
  emitMade(
    () => emitter,
    (): EventDraft => {
      const [type, fields, outcome, metadata] = tell();
      const said = Object.entries(metadata ?? {}).flatMap(([key, value]) =>
        value === undefined ? [] : [[key, value]],
      );
      const own: DraftFields = said.length > 0 ? { metadata: Object.fromEntries(said) } : {};
      const { severity } = catalogue["visibility-pipeline"][type];
      return { ...mergeFields(mergeFields({ severity, ...outcome }, fields), own), event_type: type };
    },
  );
}
