import type { KeyPrivacy } from "@/lib/contract/privacy";
import { metrics } from "../metrics";
import type { AppendDraft } from "../store/append-events";
import type { CommitReceipt } from "./commit-group";
import { commitDrafts } from "./group-commit";
import { protectDraft } from "./privacy/protect-draft";
import { rulesOfWorkspace } from "./privacy/rules-of-workspace";

/** Whose drafts they are: the key's public prefix, and how much its level lets be kept of them. */
export type Sender = { apiKey: string; privacy: KeyPrivacy };

/**
 * The one way in for what senders send: lets go of what their key's level doesn't keep, commits the rest, and counts it.
 * Resolves after the commit; rejects as `commitDrafts` does, and with 503 where the workspace's rules can't be read:
 * nothing is kept that might have had to be masked.
 */
export async function takeIn(
  workspaceId: number,
  drafts: readonly AppendDraft[],
  { privacy, unlessRepeated = false }: { privacy: KeyPrivacy; unlessRepeated?: boolean },
): Promise<CommitReceipt> {
  const kept = privacy === "full" ? drafts : await protect(workspaceId, drafts, privacy);
  const receipt = await commitDrafts(workspaceId, kept, { unlessRepeated });
  metrics.events.inc({ outcome: "accepted" }, receipt.accepted);
  metrics.events.inc({ outcome: "duplicate" }, receipt.duplicates);
  return receipt;
}

async function protect(workspaceId: number, drafts: readonly AppendDraft[], privacy: Exclude<KeyPrivacy, "full">) {
  const rules = await rulesOfWorkspace(workspaceId);
  return drafts.map((draft) => protectDraft(draft, { privacy, rules }));
}
