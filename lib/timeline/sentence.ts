import type { AgentEvent } from "../contract/event";
import { actorOf } from "./actor";
import { readText } from "./metadata";
import type { SentencePart } from "./telling";
import { tellings } from "./tellings";

/**
 * An event in words: who, then the parts, then why or where. `whoIsAgent` is false where somebody else than the
 * event's agent (or its source, when it has none) acts, so that a page about the agent may leave out its own name only.
 */
export type Sentence = {
  readonly who: string;
  readonly whoIsAgent: boolean;
  readonly parts: readonly SentencePart[];
  readonly why: string | null;
};

/** Tells any event; a type without words of its own is "reported", with its first plain metadata value as the why. */
export function sentenceOf(event: AgentEvent): Sentence {
  const key = event.event_type.replaceAll(/[.:-]/g, "_");
  const tell = tellings.get(key);
  const telling = tell?.(event) ?? {
    parts: [
      { kind: "verb", text: "reported", tone: "plain" } as const,
      { kind: "code", text: event.event_type } as const,
    ],
    why: firstScalar(event),
  };
  const agent = actorOf(event);
  const who = telling.who ?? agent;
  return {
    who,
    whoIsAgent: who === agent,
    parts: telling.parts,
    why: telling.why ?? null,
  };
}

/** The sentence as plain text; without `who` as on the agent's own page, which names whoever else acts. */
export function formatSentence(sentence: Sentence, { who = true }: { who?: boolean } = {}): string {
  const words = sentence.parts.map((part) => part.text);
  const told = (who || !sentence.whoIsAgent ? [sentence.who, ...words] : words).join(" ");
  return sentence.why === null ? told : `${told} · ${sentence.why}`;
}

function firstScalar({ metadata }: AgentEvent): string | null {
  for (const key of Object.keys(metadata)) {
    const text = readText(metadata, key);
    if (text !== null) return text;
  }
  return null;
}
