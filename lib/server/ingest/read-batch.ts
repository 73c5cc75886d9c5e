import { isUtf8 } from "node:buffer";
import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate, inflateRaw } from "node:zlib";
import { parseExactJson } from "@/emitter/agents/exact-json";
import { hasCharactersAtMost, isStorable, textCharactersMax } from "@/lib/contract/event-form";
import { eventsPerRequestMax, inflatedBytesMax } from "@/lib/contract/ingest";
import { AppError, isAppError } from "../errors";
import { cloudEventAttributes, draftOfCloudEvent } from "./cloud-events";
import { UnreadableEvent } from "./unreadable-event";

/** A request's events before any of them is judged; `UnreadableEvent` stands for what was no event at all. */
export type PostedBatch = {
  events: unknown[];
  batchId: string | null;
  pathOf: (index: number) => string;
};

type BatchHeaders = Readonly<Record<string, string | undefined>>;

/** Reads the body of an ingest request in any of its forms and encodings. Throws problems 400, 413, 415, 422. */
export async function readBatch(body: Buffer, headers: BatchHeaders): Promise<PostedBatch> {
  const bytes = await decompress(body, headers["content-encoding"]);
  const batch = readBinaryCloudEvent(bytes, headers) ?? readByType(bytes, headers["content-type"]);
  const count = batch.events.length;
  const announced = headers["x-event-count"];
  if (announced !== undefined && announced.trim() !== String(count)) {
    throw new AppError("malformed", { public: `X-Event-Count differs from the ${count} events of the body.` });
  }
  return batch;
}

function readByType(bytes: Buffer, header = "application/json"): PostedBatch {
  const contentType = header.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  switch (contentType) {
    case "":
    case "application/json":
      return fromJson(decode(bytes));
    case "application/x-ndjson":
      return fromLines(bytes);
    case "application/cloudevents+json":
    case "application/cloudevents-batch+json": {
      const isBatch = contentType.includes("batch");
      const posted = parseBody(decode(bytes));
      if (isBatch && !Array.isArray(posted)) throw shapeProblem("", "Must be an array of CloudEvents.");
      const events = isBatch ? atMostAllowed(posted as unknown[]) : [posted];
      return { events: events.map(draftOfCloudEvent), batchId: null, pathOf: (index) => (isBatch ? `[${index}]` : "") };
    }
    default:
      throw new AppError("unsupported_type", {
        public:
          "The body must be application/json, application/x-ndjson, application/cloudevents+json or application/cloudevents-batch+json.",
      });
  }
}

/** A CloudEvent whose attributes are `ce-` headers; the body is its data. Null where there are no such headers. */
function readBinaryCloudEvent(bytes: Buffer, headers: BatchHeaders): PostedBatch | null {
  // A structured event may repeat its attributes as headers (HTTP binding §3.2.2); its body counts.
  if (/^\s*application\/cloudevents/i.test(headers["content-type"] ?? "")) return null;
  const attributes = cloudEventAttributes(headers);
  if (!attributes) return null;
  const isJson = /^application\/json\b|\+json\b/i.test(headers["content-type"] ?? "");
  let data: Record<string, unknown> = {};
  if (bytes.length > 0 && isJson) data = { data: parseBody(decode(bytes)) };
  else if (bytes.length > 0)
    data = isUtf8(bytes) ? { data: bytes.toString("utf8") } : { data_base64: bytes.toString("base64") };
  return { events: [draftOfCloudEvent({ ...attributes, ...data })], batchId: null, pathOf: () => "" };
}

/** Reads a body that is one JSON value, in any encoding, with no number altered. Throws problems 400, 413, 415. */
export async function readJsonBody(body: Buffer, headers: BatchHeaders): Promise<unknown> {
  const contentType = headers["content-type"]?.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  if (contentType !== "" && contentType !== "application/json") {
    throw new AppError("unsupported_type", { public: "The body must be application/json." });
  }
  const text = decode(await decompress(body, headers["content-encoding"]));
  return text.trim() === "" ? {} : parseBody(text);
}

/** A 413 that names the limit. */
export function tooLarge(detail: string, unit: "events" | "bytes", limit: number): AppError {
  return new AppError("too_large", { public: detail, extensions: { limit, unit } });
}

const inflaters: Readonly<Record<string, (body: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>>> = {
  gzip: promisify(gunzip),
  "x-gzip": promisify(gunzip),
  br: promisify(brotliDecompress),
  // Some senders leave out deflate's zlib header (RFC 9110, §8.4.1.2, note).
  deflate: (body, options) =>
    ((body[0] ?? 0) & 0x0f) === 8 ? promisify(inflate)(body, options) : promisify(inflateRaw)(body, options),
};

/** Undoes `Content-Encoding`; checked while inflating, so that a bomb never fills memory. Throws problems 400, 413, 415. */
export async function decompress(body: Buffer, encoding: string | undefined): Promise<Buffer> {
  const name = encoding?.trim().toLowerCase() ?? "";
  if (name === "" || name === "identity") return body;
  const inflateBody = Object.hasOwn(inflaters, name) ? inflaters[name] : undefined;
  if (!inflateBody) {
    throw new AppError("unsupported_type", { public: "Content-Encoding must be gzip, deflate, br or absent." });
  }
  try {
    return await inflateBody(body, { maxOutputLength: inflatedBytesMax });
  } catch (error) {
    if (error instanceof RangeError || (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") {
      throw tooLarge(`The body inflates to more than ${inflatedBytesMax} bytes.`, "bytes", inflatedBytesMax);
    }
    throw new AppError("malformed", { public: `The body is not valid ${name}.` });
  }
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

function decode(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new AppError("malformed", { public: "The body is not valid UTF-8." });
  }
}

function fromLines(bytes: Buffer): PostedBatch {
  const events: unknown[] = [];
  for (let start = 0; start < bytes.length; ) {
    const lineFeed = bytes.indexOf(0x0a, start);
    const end = lineFeed === -1 ? bytes.length : lineFeed;
    const event = readLine(bytes.subarray(start, end));
    if (event !== blank) events.push(event);
    // Judged as they come: 20 MiB may hold ten million lines.
    atMostAllowed(events);
    start = end + 1;
  }
  return { events, batchId: null, pathOf: (index) => `[${index}]` };
}

const blank = Symbol("blank line");

function readLine(bytes: Buffer): unknown {
  try {
    const line = decode(bytes);
    return line.trim() === "" ? blank : parseExactJson(line);
  } catch (error) {
    const reason = isAppError(error) ? "it is not valid UTF-8" : reasonOf(error);
    return new UnreadableEvent([{ path: "", message: `Is no JSON: ${reason}.` }]);
  }
}

function atMostAllowed(events: unknown[]): unknown[] {
  if (events.length <= eventsPerRequestMax) return events;
  throw tooLarge(
    `The request has more than the ${eventsPerRequestMax} events that fit in one.`,
    "events",
    eventsPerRequestMax,
  );
}

function fromJson(text: string): PostedBatch {
  const body = parseBody(text);
  if (Array.isArray(body)) return { events: atMostAllowed(body), batchId: null, pathOf: (index) => `[${index}]` };
  if (typeof body !== "object" || body === null)
    throw shapeProblem("", "Must be an event, an array of events or an envelope.");
  if (!("events" in body)) return { events: [body], batchId: null, pathOf: () => "" };
  if (!Array.isArray(body.events)) throw shapeProblem("events", "Must be an array of events.");
  return { events: atMostAllowed(body.events), batchId: batchIdOf(body), pathOf: (index) => `events[${index}]` };
}

/** Parses a body with no number altered. Throws 400. */
export function parseBody(text: string): unknown {
  try {
    return parseExactJson(text);
  } catch (error) {
    throw new AppError("malformed", { public: `The body is no JSON: ${reasonOf(error)}.` });
  }
}

function batchIdOf(envelope: object): string | null {
  const batchId = "batch_id" in envelope ? envelope.batch_id : null;
  if (batchId === null || batchId === undefined) return null;
  if (
    typeof batchId === "string" &&
    batchId !== "" &&
    hasCharactersAtMost(batchId, textCharactersMax) &&
    isStorable(batchId)
  ) {
    return batchId;
  }
  throw shapeProblem("batch_id", `Must be text of 1 to ${textCharactersMax} characters.`);
}

function shapeProblem(path: string, message: string): AppError {
  return new AppError("invalid", {
    public: path === "" ? message : `${path}: ${message}`,
    errors: [{ path, message }],
    extensions: { accepted: 0, duplicates: 0, rejected: [], first_cursor: null, last_cursor: null, batch_id: null },
  });
}

/** Where JSON.parse stumbled; its own message quotes what was posted, which may hold a secret. */
function reasonOf(error: unknown): string {
  const position = /at position (\d+)/.exec(String(error))?.[1];
  return position === undefined ? "it is not well-formed or ends too early" : `it goes wrong at character ${position}`;
}
