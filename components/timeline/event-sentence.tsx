import { Link } from "@/components/ui/link";
import type { Sentence } from "@/lib/timeline/sentence";
import type { SentencePart } from "@/lib/timeline/telling";
import { SearchedText } from "./searched-text";

const toneClass = { plain: undefined, bad: "bad", no: "no" };

/**
 * An event as a line of text. `showWho` false leaves out the agent's own name, never another actor's. `agentHref` makes
 * that name a link, where the line isn't inside a control already.
 */
export function EventSentence({
  sentence,
  showWho,
  agentHref = null,
}: {
  sentence: Sentence;
  showWho: boolean;
  agentHref?: string | null;
}) {
  return (
    <>
      {sentence.whoIsAgent && agentHref !== null ? (
        <>
          <b>
            <Link href={agentHref} className="underline-offset-2 hover:underline">
              <SearchedText text={sentence.who} />
            </Link>
          </b>{" "}
        </>
      ) : (
        (showWho || !sentence.whoIsAgent) && (
          <>
            <b>
              <SearchedText text={sentence.who} />
            </b>{" "}
          </>
        )
      )}
      {sentence.parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a sentence never changes
        <Part key={index} part={part} />
      ))}
      {sentence.why !== null && (
        <span className="why">
          <SearchedText text={sentence.why} />
        </span>
      )}
    </>
  );
}

function Part({ part }: { part: SentencePart }) {
  switch (part.kind) {
    case "verb":
      return (
        <span className={toneClass[part.tone]}>
          <SearchedText text={part.text} />{" "}
        </span>
      );
    case "who":
      return (
        <>
          <b>
            <SearchedText text={part.text} />
          </b>{" "}
        </>
      );
    case "what":
      return (
        <em>
          <SearchedText text={part.text} />{" "}
        </em>
      );
    case "code":
      return (
        <>
          <span className="op">
            <SearchedText text={part.text} />
          </span>{" "}
        </>
      );
  }
}
