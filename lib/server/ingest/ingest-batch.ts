import type { IngestAnswer, RejectedEvent } from "@/lib/contract/ingest";
import type { FieldError } from "@/lib/contract/problem";
import { AppError } from "../errors";
import { metrics } from "../metrics";
import type { AppendDraft } from "../store/append-events";
import { type IntakeContext, judgeDraft } from "./judge-draft";
import type { PostedBatch } from "./read-batch";
import { type Sender, takeIn } from "./take-in";
import { UnreadableEvent } from "./unreadable-event";

/**
 * Judges each event of a batch alone and commits the good ones. Resolves after the commit. Throws 422 when every
 * event was rejected (nothing is stored then) and 503 when the database can't be reached.
 */
export async function ingestBatch(
  workspaceId: number,
  batch: PostedBatch,
  context: IntakeContext & Sender,
): Promise<IngestAnswer> {
  const drafts: AppendDraft[] = [];
  const rejected: RejectedEvent[] = [];
  batch.events.forEach((posted, index) => {
    if (posted instanceof UnreadableEvent) {
      rejected.push({ index, event_id: null, errors: posted.errors });
      return;
    }
    const verdict = judgeDraft(posted, context);
    if (verdict.ok) drafts.push(verdict.draft);
    else rejected.push({ index, event_id: verdict.eventId, errors: verdict.errors });
  });
  metrics.events.inc({ outcome: "rejected" }, rejected.length);
  if (drafts.length === 0 && rejected.length > 0) throw allRejected(batch, rejected);
  const receipt = await takeIn(workspaceId, drafts, context);
  return {
    accepted: receipt.accepted,
    duplicates: receipt.duplicates,
    rejected,
    first_cursor: receipt.firstCursor,
    last_cursor: receipt.lastCursor,
    batch_id: batch.batchId,
  };
}

function allRejected(batch: PostedBatch, rejected: RejectedEvent[]): AppError {
  const errors: FieldError[] = rejected.flatMap(({ index, errors: own }) =>
    own.map(({ path, message }) => ({ path: [batch.pathOf(index), path].filter(Boolean).join("."), message })),
  );
  const answer: IngestAnswer = {
    accepted: 0,
    duplicates: 0,
    rejected,
    first_cursor: null,
    last_cursor: null,
    batch_id: batch.batchId,
  };
  return new AppError("invalid", {
    public: `None of the ${rejected.length} events could be accepted; nothing was stored.`,
    errors,
    extensions: answer,
  });
}
