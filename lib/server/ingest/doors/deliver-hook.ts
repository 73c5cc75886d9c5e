import type { HookAgent } from "@/emitter/agents/hook-agents";
import { type HookPayload, hookPayloadOf } from "@/emitter/agents/hook-payload";
import type { JsonValue } from "@/lib/contract/event";
import { decompress, parseBody } from "../read-batch";
import { type Sender, takeIn } from "../take-in";
import { draftOfHook } from "./hook-draft";

/** A payload as it came, and as JSON. */
export type SentPayload = HookPayload & { body: Uint8Array };

/**
 * Reads a request's body as one payload, whatever type it claims: `curl --data-binary` calls everything a form. Throws
 * problems 400 (no JSON), 413, 415 (an unknown encoding).
 */
export async function readHookPayload(
  sent: Buffer,
  headers: Readonly<Record<string, string | undefined>>,
): Promise<SentPayload> {
  const body = await decompress(sent, headers["content-encoding"]);
  return { body, ...hookPayloadOf(parseBody(new TextDecoder().decode(body)) as JsonValue) };
}

/** Makes one event of a payload and commits it, unless it is a repeat. Resolves after the commit; throws 503. */
export async function deliverHook(
  workspaceId: number,
  { body, ...payload }: SentPayload,
  { agent, ...sender }: { agent: HookAgent } & Omit<Sender, "allowedSources">,
): Promise<void> {
  const { draft, isNamed } = draftOfHook(payload, { agent, body, apiKey: sender.apiKey });
  await takeIn(workspaceId, [draft], { ...sender, unlessRepeated: !isNamed });
}
