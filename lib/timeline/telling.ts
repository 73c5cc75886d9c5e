import type { AgentEvent, JsonObject } from "../contract/event";
import { readText } from "./metadata";

/** Failures and denials are the only verbs that take a colour. */
export type Tone = "plain" | "bad" | "no";

/** `what` is a name or title, `code` an operation, command or type, `who` another actor in the middle of a sentence. */
export type SentencePart =
  | { readonly kind: "verb"; readonly text: string; readonly tone: Tone }
  | { readonly kind: "what" | "code" | "who"; readonly text: string };

/** How a type is told. Without `who` the event's own agent, or else its source, acts. */
export type Telling = (event: AgentEvent) => {
  readonly who?: string | null;
  readonly parts: readonly SentencePart[];
  readonly why?: string | null;
};

/** A verb without colour. */
export const did = (text: string): SentencePart => ({ kind: "verb", text, tone: "plain" });
/** A verb of failure. */
export const failed = (text: string): SentencePart => ({ kind: "verb", text, tone: "bad" });
/** A verb of denial. */
export const refused = (text: string): SentencePart => ({ kind: "verb", text, tone: "no" });
/** What it is about, by name; nothing where there is no name. */
export const what = (text: string | null): SentencePart[] => (text === null ? [] : [{ kind: "what", text }]);
/** What it is about, letter by letter: an operation, a command, a path; nothing where there is none. */
export const code = (text: string | null): SentencePart[] => (text === null ? [] : [{ kind: "code", text }]);

/** Always the same words, with the text of the first of these metadata keys as the why. */
export function always(verb: SentencePart, ...whyKeys: readonly string[]): Telling {
  return ({ metadata }) => ({ parts: [verb], why: readText(metadata, ...whyKeys) });
}

/** The text of a failure. */
export const errorOf = (metadata: JsonObject) =>
  readText(metadata, "error", "error_message", "error_details", "reason", "message");

/** Figures with thousands apart, at most two digits after the point. */
export function formatNumber(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: 2 });
}

/** `1 file`, `2 files`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${formatNumber(n)} ${n === 1 ? one : many}`;
}
