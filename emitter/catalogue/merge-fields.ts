import type { EventDraft } from "../draft";

/** The fields of a draft but its type. */
export type DraftFields = Partial<EventDraft>;

/** Fields laid over fields: one that is undefined says nothing, and metadata is laid over metadata. */
export function mergeFields(under: DraftFields, over: DraftFields | undefined): DraftFields {
  const said = Object.entries(over ?? {}).filter(([, value]) => value !== undefined);
  const merged: DraftFields = { ...under, ...Object.fromEntries(said) };
  if (isObject(under.metadata) && isObject(over?.metadata)) merged.metadata = { ...under.metadata, ...over.metadata };
  return merged;
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
