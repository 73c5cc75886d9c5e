import type { EventDraft } from "../draft";
import { type EventSink, emitMade } from "../emit-made";
import { type CatalogueSystem, type CatalogueType, catalogue, type FieldsOf } from "./catalogue";
import { mergeFields } from "./merge-fields";

/** A system with a hook of its own. What the visibility pipeline tells has functions: `onAgentSpawned` and its like. */
export type HookSystem = Exclude<CatalogueSystem, "visibility-pipeline">;

/** What each of a hook's events says unless it says otherwise. `doors` is no system, so its hook is told who it is. */
export type HookContext<System extends HookSystem> = Omit<
  EventDraft,
  "event_type" | "event_id" | "timestamp" | "source" | "status" | "severity"
> & { emitter: EventSink } & ("doors" extends System ? { source: string } : { source?: string | undefined });

type Words<Type extends string> = Type extends `${infer First}${"_" | "."}${infer Rest}`
  ? `${Capitalize<First>}${Words<Rest>}`
  : Capitalize<Type>;

/** `emitWorkflowStarted` for `workflow_started`, `emitTaskStatusChanged` for `task.status_changed`. */
type MethodOf<Type extends string> = `emit${Words<Type>}`;

type Arguments<Type extends CatalogueType> =
  Record<never, never> extends FieldsOf<Type> ? [fields?: FieldsOf<Type>] : [fields: FieldsOf<Type>];

/** One method for each type of the system. None throws; what becomes of an event is in the emitter's counts. */
export type Hook<System extends HookSystem> = {
  [Type in CatalogueType<System> as MethodOf<Type>]: (...fields: Arguments<Type>) => void;
} & {
  /** Several events at once, in this order. */
  emitMany(events: readonly HookEvent<System>[]): void;
};

/** An event of one of the system's types. */
export type HookEvent<System extends HookSystem> = {
  [Type in CatalogueType<System>]: { event_type: Type } & FieldsOf<Type>;
}[CatalogueType<System>];

/**
 * The events of one system as methods: source, severity and the context's fields are filled in, a field given with an
 * event wins, and `metadata` of both is put together. Throws for a system that the catalogue doesn't know.
 */
export function createHook<System extends HookSystem>(system: System, context: HookContext<System>): Hook<System> {
  const severities = severitiesOf(system);
  const emit = (type: string, fields: object | undefined) => {
    const make = () => {
      const { emitter: _, ...around } = context;
      const said = mergeFields(mergeFields({ source: system, severity: severities.get(type) }, around), fields);
      return { ...said, event_type: type };
    };
    emitMade(() => context.emitter, make);
  };
  const methods = [...severities.keys()].map(
    (type) => [methodOf(type), (fields?: object) => emit(type, fields)] as const,
  );
  const emitMany = (events: readonly HookEvent<System>[]) => {
    for (const event of events) emit(event?.event_type, event);
  };
  return Object.freeze({ ...Object.fromEntries(methods), emitMany }) as Hook<System>;
}

type Severity = EventDraft["severity"];

function severitiesOf(system: HookSystem): ReadonlyMap<string, Severity> {
  if (!Object.hasOwn(catalogue, system) || (system as string) === "visibility-pipeline") {
    throw new TypeError(`There is no hook for ${system}.`);
  }
  const entries: Record<string, { severity: Severity }> = catalogue[system];
  return new Map(Object.entries(entries).map(([type, { severity }]) => [type, severity]));
}

const methodOf = (type: string) => `emit${type.replace(/(?:^|[_.])(.)/g, (_, letter: string) => letter.toUpperCase())}`;
