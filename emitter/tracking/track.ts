import { type Correlation, currentCorrelation, enterSpan, runIn } from "../correlation/correlation";
import type { EventDraft, JsonValue } from "../draft";
import { type EventSink, emitMade } from "../emit-made";
import { describeError } from "./describe-error";
import { fitOwnMetadata } from "./fit-own-metadata";

/** Whom to tell, and what each of the events says besides: who does it, for whom, which task. */
export type TrackOptions<Result = unknown> = Omit<
  EventDraft,
  "event_type" | "event_id" | "timestamp" | "status" | "severity"
> & {
  emitter: EventSink;
  /** Whether the result goes into `metadata.result`, or what of it. It is cut to what metadata can hold. */
  result?: boolean | ((result: Awaited<Result>) => unknown) | undefined;
  /** Whether an error's stack goes into `metadata.error_stack`. It names folders of the machine. */
  stack?: boolean | undefined;
};

/**
 * Runs `fn` and tells how it went: `<type>_starting`, then `<type>_success` with the result if asked for, or
 * `<type>_failed` with the error, each of the last two with `duration_ms`. What `fn` gives or throws comes out as it
 * went in; a promise, or anything else with `then`, comes out as a promise of the same. Whatever is emitted inside
 * belongs to the same correlation, and a `track` inside is a span of this one.
 */
export function track<Result>(eventType: string, options: TrackOptions<Result>, fn: () => Result): Result {
  const span = enterSpan();
  const report = createReporter(eventType, options, span);
  report("starting", {});
  const startedMs = performance.now();
  const elapsed = () => ({ duration_ms: Math.round((performance.now() - startedMs) * 1_000) / 1_000 });
  const succeeded = (result: unknown) => {
    const duration = elapsed();
    report("success", { status: "success" }, () => ({ ...duration, ...resultOf(result as Awaited<Result>, options) }));
  };
  const failed = (error: unknown) => {
    const duration = elapsed();
    report("failed", { status: "failure", severity: "error" }, () => ({
      ...duration,
      ...describeError(error, options.stack === true),
    }));
  };

  return runIn(span, () => {
    let result: Result;
    try {
      result = fn();
    } catch (error) {
      failed(error);
      throw error;
    }
    if (!isThenable(result)) {
      succeeded(result);
      return result;
    }
    const settled = new Promise((resolve) => resolve(result)).then(
      (value) => {
        succeeded(value);
        return value;
      },
      (error) => {
        failed(error);
        throw error;
      },
    );
    return settled as Result;
  });
}

type Report = (
  ending: "starting" | "success" | "failed",
  outcome: Pick<EventDraft, "status" | "severity">,
  makeMetadata?: () => object,
) => void;

/** Each report is made of the options as they are then, in the span's own correlation. */
function createReporter(eventType: string, options: TrackOptions<never>, span: Correlation): Report {
  const spans = { span_id: span.span_id, parent_span_id: currentCorrelation()?.span_id };
  return (ending, outcome, makeMetadata) => {
    const make = () => {
      const { emitter: _emitter, result: _result, stack: _stack, metadata, ...fields } = options;
      const event_type = `${eventType}_${ending}`;
      const own = fitOwnMetadata({ ...spans, ...metadata, ...makeMetadata?.() });
      return { ...fields, event_type, ...outcome, metadata: own };
    };
    runIn(span, () => emitMade(() => options.emitter, make));
  };
}

function resultOf<Result>(
  result: Awaited<Result>,
  { result: wanted }: TrackOptions<Result>,
): { [key: string]: JsonValue } {
  if (wanted === undefined || wanted === false) return {};
  try {
    const json = JSON.stringify(wanted === true ? result : wanted(result));
    return json === undefined ? {} : { result: JSON.parse(json) as JsonValue };
  } catch {
    return { result_error: "The result can't be written as JSON." };
  }
}

/** Whether `await` would wait for it. Looking may fail: then it is the host's to find out. */
function isThenable(value: unknown): boolean {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return false;
  try {
    return typeof (value as { then?: unknown }).then === "function";
  } catch {
    return false;
  }
}
