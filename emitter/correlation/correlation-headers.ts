import { type BaggageMember, formatBaggage, parseBaggage } from "./baggage";
import { type CorrelationStart, currentCorrelation, newSpanId } from "./correlation";
import { formatTraceparent, isSpanId, parseTraceparent } from "./trace-parent";

/** Headers as Node's `request.headers` or as fetch's `Headers`. */
export type IncomingHeaders =
  | { get(name: string): string | null }
  | { readonly [name: string]: string | readonly string[] | undefined };

/** The member of the baggage that carries the correlation's id. */
const correlationKey = "correlation_id";

/** Headers that name the correlation in which this code runs, to be set on a request to another system. */
export type CorrelationHeaders = { traceparent?: string; tracestate?: string; baggage?: string };

/**
 * Headers for a request to another system, so that what it does there is found with what is done here: `traceparent`
 * with the enclosing span, and the correlation's id first in `baggage`. None outside of a correlation; no traceparent
 * where the trace id is one of your own making, which the header can't carry.
 */
export function correlationHeaders(): CorrelationHeaders {
  const here = currentCorrelation();
  if (!here) return {};
  const span_id = here.span_id !== undefined && isSpanId(here.span_id) ? here.span_id : newSpanId();
  const traceparent = formatTraceparent({ trace_id: here.trace_id, span_id, flags: here.flags });
  const baggage = formatBaggage([
    { key: correlationKey, value: here.correlation_id },
    ...here.baggage.filter(isMember),
  ]);
  return {
    ...(traceparent !== null && { traceparent }),
    ...(traceparent !== null && here.tracestate !== undefined && { tracestate: here.tracestate }),
    ...(baggage !== "" && { baggage }),
  };
}

/**
 * What a request's headers say, for `withCorrelation` to go on with. Headers that a receiver must ignore are ignored:
 * what they don't say is inherited or made.
 */
export function correlationFromHeaders(headers: IncomingHeaders): CorrelationStart {
  try {
    const trace = parseTraceparent(textOf(headers, "traceparent") ?? "");
    const state = textOf(headers, "tracestate");
    const members = parseBaggage(textOf(headers, "baggage") ?? "");
    const baggage = members.filter(({ key }) => key !== correlationKey);
    return {
      correlation_id: members.find(({ key }) => key === correlationKey)?.value,
      ...trace,
      tracestate: trace && state !== undefined && isCarried(state) ? state : undefined,
      baggage: baggage.length > 0 ? baggage : undefined,
    };
  } catch {
    return {};
  }
}

/** Several headers of one name are one list, as HTTP has it; for traceparent that makes them invalid, as it should. */
function textOf(headers: IncomingHeaders, name: string): string | undefined {
  if (isReader(headers)) return headers.get(name) ?? undefined;
  const values = Object.entries(headers).flatMap(([key, value]) => (key.toLowerCase() === name ? (value ?? []) : []));
  return values.length > 0 ? values.join(",") : undefined;
}

const isReader = (headers: IncomingHeaders): headers is { get(name: string): string | null } =>
  typeof headers.get === "function";

/** What another system must carry at least; longer ones are rather dropped than cut into nonsense. */
const isCarried = (tracestate: string) => /^[\x20-\x7e\t]{1,512}$/.test(tracestate);

/** A program in plain JavaScript may have put anything into its baggage. */
const isMember = (member: BaggageMember) =>
  typeof member?.key === "string" && typeof member.value === "string" && member.key !== correlationKey;
