import type { Cut } from "../agents/cut";
import { metadataBytesMax } from "../agents/limits";
import { mendMetadata } from "../agents/mend-metadata";
import type { JsonObject } from "../draft";

/** Masked metadata as JSON text within the limit: masks are longer than some secrets, and the list of them takes room. */
export function maskedWithinLimit(metadata: JsonObject): string {
  const json = JSON.stringify(metadata);
  if (Buffer.byteLength(json) <= metadataBytesMax) return json;
  const { truncated, ...fields } = metadata;
  return mendMetadata(fields, Array.isArray(truncated) ? (truncated as Cut[]) : []);
}
