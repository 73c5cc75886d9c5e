import { mendMetadata } from "../agents/mend-metadata";
import type { JsonObject } from "../draft";

/**
 * Metadata that was put together by us, as JSON and within what the server takes: a large result or message is cut and
 * listed under `truncated`, so a field of the host's by that name goes under `extra`. Throws where it is no JSON.
 */
export function fitOwnMetadata(metadata: object): JsonObject {
  const { truncated, ...rest } = JSON.parse(JSON.stringify(metadata)) as JsonObject;
  return JSON.parse(mendMetadata(truncated === undefined ? rest : { ...rest, extra: { truncated } })) as JsonObject;
}
