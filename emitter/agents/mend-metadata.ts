import type { JsonObject, JsonValue } from "../draft";
import { type Cut, cutOf } from "./cut";
import { metadataBytesMax } from "./limits";
import { type Attempt, mendValue, type Place, type PlannedCut, pathOf } from "./mend-value";

/** Texts as long as can be, then these in turn, until the whole fits, so that a single long text keeps far more than one of a thousand. */
const textBytesSteps = [32_768, 16_384, 4_096, 1_024] as const;
const textBytesLeast = 512;

/** A field smaller than this is not worth dropping: saying so would take more room. */
const droppedFieldBytesMin = 512;
/** With more fields than this, even empty ones would not fit. */
export const fieldsMax = metadataBytesMax / 4;
/** The notes of more would not fit either. */
const droppedFieldsMax = 500;

const top: Place = { within: null, key: "metadata", depth: 1 };

/**
 * Metadata as compact JSON within the contract's limits, whatever it is: a door refuses nothing for its content. What had
 * to be changed is listed under `truncated`, after the cuts made elsewhere in the event. `metadata` must not have a
 * field of that name (see `keepRaw`).
 */
export function mendMetadata(metadata: JsonObject, cutsElsewhere: readonly Cut[] = []): string {
  if (Object.keys(metadata).length > fieldsMax) return nothingOf(metadata, cutsElsewhere);
  const describe = describer();
  const fitWithin = (textBytesMax: number) => fitWhole(metadata, { textBytesMax, cutsElsewhere, describe });
  const whole = fitWithin(metadataBytesMax);
  if (whole !== null) return whole;
  // What doesn't fit with the shortest texts is too many values, which no other step would cure.
  const least = fitWithin(textBytesLeast);
  if (least === null) return dropFields(metadata, cutsElsewhere, describe);
  for (const textBytesMax of textBytesSteps) {
    const fitted = fitWithin(textBytesMax);
    if (fitted !== null) return fitted;
  }
  return least;
}

type Describe = (planned: PlannedCut) => Cut;

/** Describes each original once, however many attempts cut it. */
function describer(): Describe {
  const known = new Map<JsonValue, Cut>();
  return ({ path, reason, original }) => {
    const cut = known.get(original) ?? cutOf(path, reason, original);
    known.set(original, cut);
    return { ...cut, path, reason };
  };
}

type Fitting = { textBytesMax: number; cutsElsewhere: readonly Cut[]; describe: Describe };

function fitWhole(metadata: JsonObject, { textBytesMax, cutsElsewhere, describe }: Fitting): string | null {
  const attempt: Attempt = { textBytesMax, bytesLeft: metadataBytesMax, cuts: [] };
  const mended = mendValue(metadata, top, attempt);
  if (attempt.bytesLeft < 0) return null;
  const truncated = [...cutsElsewhere, ...attempt.cuts.map(describe)];
  const json = JSON.stringify(truncated.length === 0 ? mended : { ...(mended as JsonObject), truncated });
  return Buffer.byteLength(json) <= metadataBytesMax ? json : null;
}

/** The last resort, for thousands of small values: whole fields go, largest first, then everything. */
function dropFields(metadata: JsonObject, cutsElsewhere: readonly Cut[], describe: Describe): string {
  const fields = Object.entries(metadata).map(([key, value]) => fitField(key, value, describe));
  const kept = new Set(fields.filter(({ bytes }) => bytes <= metadataBytesMax));
  const dropped: Cut[] = [];
  let bytes = [...kept].reduce((sum, field) => sum + field.bytes, sizeOf({ truncated: cutsElsewhere }));
  for (const field of [...fields].sort((a, b) => b.bytes - a.bytes)) {
    if (kept.has(field)) {
      if (bytes <= metadataBytesMax) break;
      if (field.bytes < droppedFieldBytesMin) return nothingOf(metadata, cutsElsewhere);
      kept.delete(field);
      bytes -= field.bytes;
    }
    const cut = cutOf(pathOf({ within: top, key: field.key, depth: 2 }), "size", field.value);
    dropped.push(cut);
    bytes += sizeOf(cut) + 1;
    if (dropped.length > droppedFieldsMax) return nothingOf(metadata, cutsElsewhere);
  }
  if (bytes > metadataBytesMax) return nothingOf(metadata, cutsElsewhere);
  const truncated = [...cutsElsewhere, ...[...kept].flatMap(({ cuts }) => cuts), ...dropped];
  return JSON.stringify({
    ...Object.fromEntries([...kept].flatMap(({ mended }) => Object.entries(mended))),
    truncated,
  });
}

type Field = { key: string; value: JsonValue; mended: JsonObject; cuts: Cut[]; bytes: number };

function fitField(key: string, value: JsonValue, describe: Describe): Field {
  const attempt: Attempt = { textBytesMax: textBytesLeast, bytesLeft: metadataBytesMax, cuts: [] };
  const mended = mendValue({ [key]: value }, top, attempt) as JsonObject;
  if (attempt.bytesLeft < 0) return { key, value, mended: {}, cuts: [], bytes: Number.POSITIVE_INFINITY };
  const cuts = attempt.cuts.map(describe);
  return { key, value, mended, cuts, bytes: sizeOf(mended) + sizeOf(cuts) };
}

function nothingOf(metadata: JsonObject, cutsElsewhere: readonly Cut[]): string {
  return JSON.stringify({ truncated: [...cutsElsewhere, cutOf("metadata", "size", metadata)] });
}

const sizeOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));
