import { createHash } from "node:crypto";
import type { Cut } from "@/emitter/agents/cut";
import type { JsonObject, JsonValue } from "@/lib/contract/event";
import { AppError, isAppError } from "../../../errors";
import { tooLarge } from "../../read-batch";
import { isObject } from "./plain-value";
import { logRecord, type Message, resource, scope, span } from "./protobuf-messages";
import { Budget, readContents, readMessage } from "./read-protobuf";

/** A record as it came, and what of it was too much to be read. What is no object is no record. */
export type ReadRecord = { record: JsonValue; cuts: readonly Cut[] };

/** What is exported together: records of one resource and one scope, read when they are asked for. */
export type RecordGroup = {
  resource: () => JsonObject;
  scope: () => JsonObject;
  /** The same for all groups of one resource. */
  resourceIndex: number;
  records: () => Iterable<ReadRecord>;
};

/** An export request, of which no more than a record is held in readable form at a time where it came packed. */
export type OtlpRequest = { count: number; groups: () => Iterable<RecordGroup> };

/** A body of the largest size is full of records of less than a hundred bytes then; groups count as well. */
const recordsMax = 250_000;

export type Signal = "logs" | "traces";

/** What the lists of a signal are called in JSON, and its record in protobuf. The numbers of the lists are the same. */
const shapes = {
  logs: { groups: "resourceLogs", scopes: "scopeLogs", records: "logRecords", message: logRecord },
  traces: { groups: "resourceSpans", scopes: "scopeSpans", records: "spans", message: span },
} as const satisfies Record<Signal, { groups: string; scopes: string; records: string; message: Message }>;

/**
 * An export request that came as JSON. Throws 400 where the lists around the records are not what they should be, and 413
 * for too many; a record is judged alone, when its turn comes.
 */
export function requestOfJson(body: unknown, signal: Signal): OtlpRequest {
  const { groups, scopes, records } = shapes[signal];
  const read = function* () {
    if (!isObject(body as JsonValue)) throw notOtlp("", "Must be an object");
    for (const [i, each] of objectsIn(body as JsonObject, groups, "")) {
      const path = `${groups}[${i}]`;
      for (const [k, { scope, [records]: held = [] }] of objectsIn(each, scopes, `${path}.`)) {
        if (!Array.isArray(held)) throw notOtlp(`${path}.${scopes}[${k}].${records}`, "Must be a list");
        yield { each, scope, i, held };
      }
    }
  };
  const tally = new Tally();
  for (const { held } of read()) tally.add(held.length);
  return {
    count: tally.records,
    *groups() {
      for (const { each, scope, i, held } of read()) {
        yield {
          resource: () => objectOf(each.resource),
          scope: () => objectOf(scope),
          resourceIndex: i,
          *records() {
            for (const record of held) yield { record, cuts: [] };
          },
        };
      }
    },
  };
}

/** The same as protobuf. A record of bytes that can't be read is none. */
export function requestOfProtobuf(body: Uint8Array, signal: Signal): OtlpRequest {
  const { message } = shapes[signal];
  const tally = new Tally();
  try {
    for (const group of readContents(body, 1)) {
      lastOf(group, resource);
      for (const bytes of readContents(group, 2)) {
        lastOf(bytes, scope);
        tally.add(0);
        for (const _ of readContents(bytes, 2)) tally.add(1, 0);
      }
    }
  } catch (error) {
    if (isAppError(error)) throw error;
    throw new AppError("malformed", { public: "The body is no OTLP request in protobuf." });
  }
  return {
    count: tally.records,
    *groups() {
      let resourceIndex = 0;
      for (const group of readContents(body, 1)) {
        for (const bytes of readContents(group, 2)) {
          yield {
            resource: () => lastOf(group, resource),
            scope: () => lastOf(bytes, scope),
            resourceIndex,
            records: () => readRecords(bytes, message),
          };
        }
        resourceIndex += 1;
      }
    },
  };
}

/** Counts while a request is looked through, and stops that as soon as it is too much. */
class Tally {
  records = 0;
  #groups = 0;

  add(records: number, groups = 1): void {
    this.records += records;
    this.#groups += groups;
    if (this.records + this.#groups > recordsMax) {
      throw tooLarge(
        `The request has more than the ${recordsMax} records and groups that fit in one.`,
        "events",
        recordsMax,
      );
    }
  }
}

function* readRecords(scopeBytes: Uint8Array, message: Message): Generator<ReadRecord> {
  for (const bytes of readContents(scopeBytes, 2)) {
    try {
      const budget = new Budget();
      const record = readMessage(bytes, message, budget);
      const original = budget.isSpent ? [cutOfBytes(bytes)] : [];
      yield { record, cuts: original };
    } catch {
      yield { record: null, cuts: [] };
    }
  }
}

const cutOfBytes = (bytes: Uint8Array): Cut => ({
  path: "metadata",
  reason: "size",
  bytes: bytes.length,
  sha256: createHash("sha256").update(bytes).digest("hex"),
});

/** A resource or a scope is field 1 of what it is said of, wherever in it that stands. */
function lastOf(bytes: Uint8Array, message: Message): JsonObject {
  let last: Uint8Array | null = null;
  for (const found of readContents(bytes, 1)) last = found;
  return last === null ? {} : readMessage(last, message, new Budget());
}

function* objectsIn(object: JsonObject, name: string, path: string): Generator<[number, JsonObject]> {
  const list = object[name] ?? [];
  if (!Array.isArray(list)) throw notOtlp(`${path}${name}`, "Must be a list");
  for (const [i, item] of list.entries()) {
    if (!isObject(item)) throw notOtlp(`${path}${name}[${i}]`, "Must be an object");
    yield [i, item];
  }
}

const objectOf = (value: JsonValue | undefined) => (isObject(value) ? value : {});

function notOtlp(path: string, message: string): AppError {
  return new AppError("malformed", {
    public: `The body is no OTLP request: ${path === "" ? "it" : path} ${message.toLowerCase()}.`,
    errors: [{ path, message: `${message}.` }],
  });
}
