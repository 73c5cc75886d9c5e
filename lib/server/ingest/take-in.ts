import type { KeyPrivacy } from "@/lib/contract/key-privacy";
import { metrics } from "../metrics";
import type { AppendDraft } from "../store/append-events";
import { noteKeyEvents } from "../store/key-uses";
import type { CommitReceipt } from "./commit-group";
import { commitDrafts } from "./group-commit";
import { protectDraft } from "./privacy/protect-draft";
import { rulesOfWorkspace } from "./privacy/rules-of-workspace";

/** Whose drafts they are. */
export type Sender = {
  keyId: string;
  /** The key's public prefix. */
  apiKey: string;
  /** How much the key's level lets be kept of them. */
  privacy: KeyPrivacy;
  /** The only sources that the key may speak for; empty: any. */
  allowedSources: readonly string[];
};

/**
 * The one way in for what senders send: lets go of what their key's level doesn't keep, commits the rest, and counts it.
 * Resolves after the commit; rejects as `commitDrafts` does, and with 503 where the workspace's rules can't be read:
 * nothing is kept that might have had to be masked.
 */
export async function takeIn(
  workspaceId: number,
  drafts: readonly AppendDraft[],
  { keyId, privacy, unlessRepeated = false }: Pick<Sender, "keyId" | "privacy"> & { unlessRepeated?: boolean },
): Promise<CommitReceipt> {
  const kept = privacy === "full" ? drafts : await protect(workspaceId, drafts, privacy);
  const receipt = await commitDrafts(workspaceId, kept, { unlessRepeated });
  metrics.events.inc({ outcome: "accepted" }, receipt.accepted);
  metrics.events.inc({ outcome: "duplicate" }, receipt.duplicates);
  noteKeyEvents(keyId, receipt.accepted);
  return receipt;
}

async function protect(workspaceId: number, drafts: readonly AppendDraft[], privacy: Exclude<KeyPrivacy, "full">) {
  const rules = await rulesOfWorkspace(workspaceId);
  return drafts.map((draft) => protectDraft(draft, { privacy, rules }));
}
