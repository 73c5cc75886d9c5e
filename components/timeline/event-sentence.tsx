import Link from "next/link";
import { MaskedText } from "@/components/ui/masked-text";
import type { Sentence } from "@/lib/timeline/sentence";
import type { SentencePart } from "@/lib/timeline/telling";

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
        <b>
          <Link href={agentHref} className="underline-offset-2 hover:underline">
            <MaskedText text={sentence.who} />
          </Link>{" "}
        </b>
      ) : (
        (showWho || !sentence.whoIsAgent) && (
          <b>
            <MaskedText text={sentence.who} />{" "}
          </b>
        )
      )}
      {sentence.parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a sentence never changes
        <Part key={index} part={part} />
      ))}
      {sentence.why !== null && (
        <span className="why">
          <MaskedText text={sentence.why} />
        </span>
      )}
    </>
  );
}

function Part({ part }: { part: SentencePart }) {
  switch (part.kind) {
    case "verb":
      return <span className={toneClass[part.tone]}>{part.text} </span>;
    case "who":
      return (
        <b>
          <MaskedText text={part.text} />{" "}
        </b>
      );
    case "what":
      return (
        <em>
          <MaskedText text={part.text} />{" "}
        </em>
      );
    case "code":
      return (
        <>
          <span className="op">
            <MaskedText text={part.text} />
          </span>{" "}
        </>
      );
  }
}
