/** The traceparent header of W3C Trace Context, Level 2, as values. */
export type TraceParent = {
  /** 32 lower-case hex digits, not all zero. */
  trace_id: string;
  /** The caller's span, the header's parent-id: 16 lower-case hex digits, not all zero. */
  span_id: string;
  /** Bits: 1 is sampled, 2 says that the trace id is random. Others have no meaning yet and are not kept. */
  flags: number;
};

/** The caller records its spans, and the trace id came out of a random source. */
export const sampledRandom = 0b11;

const flagsKnown = 0b11;
const versionsKnown = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** A later version begins like version 00 and may say more behind another dash; ff is no version. */
const versionsToCome = /^(?!00|ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?$/;

/** Reads the header; null for what a receiver must ignore: another form, upper case, ids of zeros, two headers. */
export function parseTraceparent(header: string): TraceParent | null {
  const text = header.replace(/^[ \t]+|[ \t]+$/g, "");
  const [, trace_id = "", span_id = "", flags = ""] = versionsKnown.exec(text) ?? versionsToCome.exec(text) ?? [];
  return isTraceId(trace_id) && isSpanId(span_id)
    ? { trace_id, span_id, flags: Number.parseInt(flags, 16) & flagsKnown }
    : null;
}

/** Writes the header in version 00; null where the ids are none that it can carry. */
export function formatTraceparent({ trace_id, span_id, flags }: TraceParent): string | null {
  if (!isTraceId(trace_id) || !isSpanId(span_id)) return null;
  return `00-${trace_id}-${span_id}-${(flags & flagsKnown).toString(16).padStart(2, "0")}`;
}

const isTraceId = (text: string) => /^(?!0{32})[0-9a-f]{32}$/.test(text);
export const isSpanId = (text: string) => /^(?!0{16})[0-9a-f]{16}$/.test(text);
