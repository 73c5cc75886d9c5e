import type { Sentence } from "@/lib/timeline/sentence";
import type { SentencePart } from "@/lib/timeline/telling";

const toneClass = { plain: undefined, bad: "bad", no: "no" };

/** An event as a line of text. `showWho` false leaves out the agent's own name, never another actor's. */
export function EventSentence({ sentence, showWho }: { sentence: Sentence; showWho: boolean }) {
  return (
    <>
      {(showWho || !sentence.whoIsAgent) && <b>{sentence.who} </b>}
      {sentence.parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a sentence never changes
        <Part key={index} part={part} />
      ))}
      {sentence.why !== null && <span className="why">{sentence.why}</span>}
    </>
  );
}

function Part({ part }: { part: SentencePart }) {
  switch (part.kind) {
    case "verb":
      return <span className={toneClass[part.tone]}>{part.text} </span>;
    case "who":
      return <b>{part.text} </b>;
    case "what":
      return <em>{part.text} </em>;
    case "code":
      return (
        <>
          <span className="op">{part.text}</span>{" "}
        </>
      );
  }
}
