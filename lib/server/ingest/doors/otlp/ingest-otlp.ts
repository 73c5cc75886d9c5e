import { AppError } from "../../../errors";
import { metrics } from "../../../metrics";
import type { AppendDraft } from "../../../store/append-events";
import { type Sender, takeIn } from "../../take-in";
import { eventOfLogRecord } from "./log-event";
import { draftOfOtlp, idOf, type OtlpEvent } from "./otlp-event";
import type { OtlpRequest, Signal } from "./otlp-request";
import { isObject, plainAttributes } from "./plain-value";
import { SharedPart } from "./shared-part";
import { eventOfSpan } from "./span-event";
import { plainScope } from "./surroundings";

/** What is made ready and committed at once: a request may hold far more records than may wait in memory. */
const sliceEventsMax = 1_000;
const sliceBytesMax = 4 * 1024 * 1024;

const eventOf = { logs: eventOfLogRecord, traces: eventOfSpan } as const satisfies Record<Signal, unknown>;

type Intake = Sender & { signal: Signal; caller: AbortSignal };

/**
 * Stores an export request's records, in slices. Resolves when all of them have committed, with how many were no records
 * at all or of a source that the key may not send for; nothing else is refused. Throws 503 as an append does; what had committed by then is found again by its name
 * when the request is repeated.
 */
export async function ingestOtlp(workspaceId: number, request: OtlpRequest, intake: Intake): Promise<number> {
  const { caller } = intake;
  let refused = 0;
  for (const slice of slicesOf(request, intake)) {
    // Nobody would hear of the rest, and whoever has gone sends all of it again.
    if (caller.aborted) throw new AppError("unavailable", { public: "The caller has gone." });
    refused += slice.refused;
    metrics.events.inc({ outcome: "rejected" }, slice.refused);
    await takeIn(workspaceId, slice.drafts, intake);
  }
  return refused;
}

type Slice = { drafts: AppendDraft[]; refused: number };

function* slicesOf(request: OtlpRequest, { signal, apiKey, allowedSources }: Intake): Generator<Slice> {
  const names = new NamesTaken();
  let slice: Slice = { drafts: [], refused: 0 };
  let bytes = 0;
  let resource = new SharedPart("resource", () => ({}));
  let resourceIndex = -1;
  for (const group of request.groups()) {
    if (group.resourceIndex !== resourceIndex) {
      resource = new SharedPart("resource", () => plainAttributes(group.resource().attributes));
      resourceIndex = group.resourceIndex;
    }
    const scope = new SharedPart("scope", () => plainScope(group.scope()));
    for (const { record, cuts } of group.records()) {
      if (!isObject(record)) {
        slice.refused += 1;
        continue;
      }
      const event = eventOf[signal](record, { resource: resource.value, scope: scope.value });
      const allCuts = [...cuts, ...resource.keepIn(event.metadata), ...scope.keepIn(event.metadata)];
      const draft = draftOfOtlp(event, names.idOf(event), apiKey, allCuts);
      if (allowedSources.length > 0 && !allowedSources.includes(draft.source ?? "")) {
        slice.refused += 1;
        continue;
      }
      slice.drafts.push(draft);
      bytes += draft.metadata.length;
      if (slice.drafts.length < sliceEventsMax && bytes < sliceBytesMax) continue;
      yield slice;
      slice = { drafts: [], refused: 0 };
      bytes = 0;
    }
  }
  yield slice;
}

/**
 * A sender's clock may be coarse, so that two records of one request have the same name and differ all the same: no delivery
 * is a repeat of itself, so they are two. The same request sent again gives the same ids.
 */
class NamesTaken {
  readonly #contents = new Map<string, string>();

  idOf(event: OtlpEvent): string {
    const id = idOf(event);
    if (event.content === null) return id;
    const taken = this.#contents.get(id);
    if (taken === undefined) this.#contents.set(id, event.content);
    return taken === undefined || taken === event.content ? id : idOf(event, event.content);
  }
}
