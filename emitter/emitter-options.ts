import { ruleNamePattern } from "./redact/find-secrets";
import { type RedactionRule, ruleByPattern } from "./redact/redaction-rule";
import { redactionRules } from "./redact/redaction-rules";
import type { EmitterTrouble } from "./stats";
import type { TargetOptions } from "./target";

/** What the server takes in one request. */
const requestEventsMax = 1_000;
const flushIntervalMsMax = 5_000;

/** Where events wait on disk. */
export type SpoolSettings = {
  /** A folder for this target alone; unless given, one below `$XDG_STATE_HOME/sightline` or `~/.sightline`. */
  directory?: string | undefined;
  /** What may wait; beyond it the oldest events are dropped and counted. 256 MiB. */
  bytesMax?: number | undefined;
  /** How often events of processes that died are looked for. 30,000. */
  takeOverMs?: number | undefined;
};

/** `url` is where Sightline is served, `apiKey` a key with the scope `ingest`; the rest has the defaults named here. */
export type EmitterOptions = TargetOptions & {
  /** What `health()` calls this emitter; the source, or the server's address. */
  name?: string | undefined;
  /** The source of drafts that name none. */
  source?: string | undefined;
  /** A batch leaves when it has so many events: 1 to 1,000. 100. */
  batchEventsMax?: number | undefined;
  /** A batch leaves at the latest so long after its first event: 1 to 5,000 ms. 100. */
  flushIntervalMs?: number | undefined;
  /** How many events may wait in memory; further ones are dropped and counted. 10,000. */
  bufferEventsMax?: number | undefined;
  /** From which size on a request is packed by gzip; `Infinity` for never. 16 KiB. */
  gzipBytesMin?: number | undefined;
  /** How often a batch is sent again after trouble. Then it waits in the spool, or is dropped where there is none. 3. */
  retriesMax?: number | undefined;
  /** How long an answer may take. 10,000. */
  requestTimeoutMs?: number | undefined;
  /** After so many failures in a row no request goes out for a while. 5. */
  breakerFailuresMax?: number | undefined;
  /** How long that while is. 60,000. */
  breakerOpenMs?: number | undefined;
  /** Events are on disk when `emit` returns: they outlive the process and the server's absence. False. */
  spool?: boolean | SpoolSettings | undefined;
  /**
   * Masks secrets before an event is queued or on disk: what everybody would mask, and rules of one's own, whose patterns
   * must take time in proportion to a text. False.
   */
  redact?: boolean | { rules: readonly { name: string; pattern: RegExp }[] } | undefined;
  /** Flushes when the process is about to end, by itself or by SIGTERM, SIGINT or SIGHUP. True. */
  flushOnExit?: boolean | undefined;
  /** How long such a flush may hold the process up. 2,000. */
  exitFlushMs?: number | undefined;
  /** Told about dropped events and a disk that takes none. What it throws is swallowed. A line on stderr. */
  onError?: ((trouble: EmitterTrouble) => void) | undefined;
};

/** The options with their defaults, each number within what makes sense: no setting makes an emitter that can't work. */
export function resolveOptions(options: EmitterOptions) {
  const { spool = false } = options;
  return {
    name: options.name ?? options.source ?? options.url,
    source: options.source,
    batchEventsMax: Math.trunc(within(options.batchEventsMax, 100, 1, requestEventsMax)),
    flushIntervalMs: within(options.flushIntervalMs, 100, 1, flushIntervalMsMax),
    bufferEventsMax: Math.trunc(within(options.bufferEventsMax, 10_000, 1, Number.MAX_SAFE_INTEGER)),
    gzipBytesMin: within(options.gzipBytesMin, 16 * 1024, 0, Number.POSITIVE_INFINITY),
    retriesMax: Math.trunc(within(options.retriesMax, 3, 0, 100)),
    requestTimeoutMs: within(options.requestTimeoutMs, 10_000, 1, 600_000),
    breakerFailuresMax: Math.trunc(within(options.breakerFailuresMax, 5, 1, Number.MAX_SAFE_INTEGER)),
    breakerOpenMs: within(options.breakerOpenMs, 60_000, 1, 3_600_000),
    spool: spool === false ? null : spool === true ? {} : spool,
    redact: redactionOf(options.redact),
    flushOnExit: options.flushOnExit ?? true,
    exitFlushMs: within(options.exitFlushMs, 2_000, 0, 60_000),
  };
}

/** What is looked for; null where nothing is. Throws for a name that no mask could have. */
function redactionOf(redact: EmitterOptions["redact"]): readonly RedactionRule[] | null {
  if (redact === undefined || redact === false) return null;
  if (redact === true) return redactionRules;
  const own = redact.rules.map(({ name, pattern }) => {
    if (!ruleNamePattern.test(name))
      throw new TypeError(`No name for a rule: ${name}. It has a-z, 0-9 and inner hyphens.`);
    return ruleByPattern(name, [], pattern);
  });
  return [...redactionRules, ...own];
}

/** The default where nothing, or no number, was given. */
function within(given: number | undefined, fallback: number, min: number, max: number): number {
  const value = given === undefined || Number.isNaN(given) ? fallback : given;
  return Math.min(Math.max(min, value), max);
}
