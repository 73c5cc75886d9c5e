import type { Sentence } from "@/lib/timeline/sentence";

const toneClass = { plain: undefined, bad: "bad", no: "no" };

/** An event as a line of text. `showWho` false leaves out the agent's own name, never another actor's. */
export function EventSentence({ sentence, showWho }: { sentence: Sentence; showWho: boolean }) {
  return (
    <>
      {(showWho || !sentence.whoIsAgent) && <b>{sentence.who} </b>}
      {sentence.parts.map((part, index) => {
        // biome-ignore lint/suspicious/noArrayIndexKey: a sentence never changes
        const key = index;
        const text = index === sentence.parts.length - 1 ? part.text : `${part.text} `;
        switch (part.kind) {
          case "verb":
            return (
              <span key={key} className={toneClass[part.tone]}>
                {text}
              </span>
            );
          case "who":
            return <b key={key}>{text}</b>;
          case "what":
            return <em key={key}>{text}</em>;
          case "code":
            return (
              <span key={key}>
                <span className="op">{part.text}</span>{" "}
              </span>
            );
        }
      })}
      {sentence.why !== null && <span className="why"> {sentence.why}</span>}
    </>
  );
}
