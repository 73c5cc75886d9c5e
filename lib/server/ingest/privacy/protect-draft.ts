import { rulesFor } from "@/emitter/redact/find-secrets";
import { redactionOf, redactLabel, redactMetadata } from "@/emitter/redact/redact-draft";
import type { RedactionRule } from "@/emitter/redact/redaction-rule";
import { maskedWithinLimit } from "@/emitter/redact/within-limit";
import type { JsonObject } from "@/lib/contract/event";
import type { KeyPrivacy } from "@/lib/contract/key-privacy";
import type { AppendDraft } from "../../store/append-events";
import { isName, keepFacts, leftOutLabel } from "./keep-facts";

/** Labels that somebody wrote. By identifiers events are joined: they stay as they came. */
const labels = ["agent_name", "agent_role", "operation", "source", "project"] as const;

/** The draft as its key's level lets it be kept: no more than that is stored, and no reader ever sees more. */
export function protectDraft(
  draft: AppendDraft,
  { privacy, rules }: { privacy: Exclude<KeyPrivacy, "full">; rules: readonly RedactionRule[] },
): AppendDraft {
  return redacted(privacy === "metadata" ? factsOf(draft) : draft, rules);
}

function factsOf(draft: AppendDraft): AppendDraft {
  const { operation } = draft;
  const isKept = operation === null || isName(operation);
  const leftOut = isKept ? [] : [leftOutLabel("operation", operation)];
  const metadata = keepFacts(JSON.parse(draft.metadata) as JsonObject, leftOut);
  return { ...draft, operation: isKept ? operation : null, metadata: JSON.stringify(metadata) };
}

function redacted(draft: AppendDraft, rules: readonly RedactionRule[]): AppendDraft {
  const written = `${labels.map((label) => draft[label] ?? "").join("\n")}\n${draft.metadata}`;
  const candidates = rulesFor(written, rules);
  if (candidates.length === 0) return draft;
  const metadata = JSON.parse(draft.metadata) as JsonObject;
  const redaction = redactionOf(metadata, candidates);
  const clean = { ...draft };
  for (const label of labels) {
    const text = draft[label];
    if (text !== null) clean[label] = redactLabel(text, label, redaction);
  }
  clean.metadata = maskedWithinLimit(redactMetadata(metadata, redaction));
  return clean;
}
