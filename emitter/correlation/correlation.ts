import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import { mendLabel } from "../agents/mend-label";
import { uuid7 } from "../uuid7";
import type { BaggageMember } from "./baggage";
import { sampledRandom } from "./trace-parent";

/** What belongs together here: every event emitted inside carries its `correlation_id` and its `trace_id`. */
export type Correlation = {
  readonly correlation_id: string;
  readonly trace_id: string;
  /** The span that encloses: of `track`, or of whoever called this program. */
  readonly span_id?: string | undefined;
  /** The trace flags of W3C Trace Context. */
  readonly flags: number;
  /** Other tracing systems' words about the trace, which travel with it unread. */
  readonly tracestate?: string | undefined;
  /** What else travels to every system that is called. */
  readonly baggage: readonly BaggageMember[];
};

/** Parts of a correlation to begin with. A span, flags and a tracestate belong to the trace that they come with. */
export type CorrelationStart = { readonly [Part in keyof Correlation]?: Correlation[Part] | undefined };

/**
 * One store for the whole process: a program may load this package by `import` and by `require`, or twice in two
 * versions, and a correlation holds for all of them. The number is the version of what the store holds.
 */
const storeKey = Symbol.for("sightline.emitter.correlation.1");
const processWide = globalThis as { [storeKey]?: AsyncLocalStorage<Correlation> };

function store(): AsyncLocalStorage<Correlation> {
  processWide[storeKey] ??= new AsyncLocalStorage<Correlation>();
  return processWide[storeKey];
}

/** The correlation in which this code runs; undefined outside of any. */
export function currentCorrelation(): Correlation | undefined {
  return store().getStore();
}

/**
 * Runs `fn` in a correlation and gives back what it gives: events emitted inside, however deep and however late, are
 * found together. What is not given is inherited from the correlation around it, and made where there is none.
 */
export function withCorrelation<Result>(fn: (correlation: Correlation) => Result): Result;
export function withCorrelation<Result>(
  given: string | CorrelationStart | null | undefined,
  fn: (correlation: Correlation) => Result,
): Result;
export function withCorrelation<Result>(
  ...given:
    | [(correlation: Correlation) => Result]
    | [string | CorrelationStart | null | undefined, (correlation: Correlation) => Result]
): Result {
  const [start, fn] = given.length === 1 ? [undefined, given[0]] : given;
  const correlation = startFrom(start);
  return runIn(correlation, () => fn(correlation));
}

/** Runs `fn` in exactly this correlation. */
export function runIn<Result>(correlation: Correlation, fn: () => Result): Result {
  return store().run(correlation, fn);
}

/** The correlation for a span inside the current one, which is begun where there is none. */
export function enterSpan(): Correlation {
  return Object.freeze({ ...(currentCorrelation() ?? startFrom(undefined)), span_id: newSpanId() });
}

/** A random span id: the second half of a UUID, whose first digit is never 0. */
export const newSpanId = () => randomHex().slice(16);

/** The right-most seven bytes of a random UUID are random, as the flag of a random trace id demands. */
const newTraceId = randomHex;

function randomHex(): string {
  return randomUUID().replaceAll("-", "");
}

function startFrom(given: string | CorrelationStart | null | undefined): Correlation {
  const outer = currentCorrelation();
  const start = readStart(given);
  const trace = start.trace_id === undefined ? outer : { ...start, trace_id: start.trace_id };
  return Object.freeze({
    correlation_id: start.correlation_id ?? outer?.correlation_id ?? uuid7(),
    trace_id: trace?.trace_id ?? newTraceId(),
    span_id: trace?.span_id,
    flags: trace ? (trace.flags ?? 0) : sampledRandom,
    tracestate: trace?.tracestate,
    baggage: start.baggage ?? outer?.baggage ?? [],
  });
}

/** What is given, as far as it can be used: a program in plain JavaScript must not fail over a correlation. */
function readStart(given: string | CorrelationStart | null | undefined): CorrelationStart {
  if (typeof given === "string") return { correlation_id: idText(given) };
  try {
    const { correlation_id, trace_id, span_id, flags, tracestate, baggage } = given ?? {};
    return {
      correlation_id: idText(correlation_id),
      trace_id: idText(trace_id),
      span_id: idText(span_id),
      flags: typeof flags === "number" ? flags : undefined,
      tracestate: typeof tracestate === "string" ? tracestate : undefined,
      baggage: Array.isArray(baggage) ? Object.freeze([...baggage]) : undefined,
    };
  } catch {
    return {};
  }
}

/** An id that the server takes: text of 1 to 200 characters that can be stored; undefined where there is none. */
const idText = (value: unknown) => (typeof value === "string" && value !== "" ? mendLabel("id", value, []) : undefined);
