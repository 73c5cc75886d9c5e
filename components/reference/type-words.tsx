import { Fragment } from "react";
import { type Schema, wordsOf } from "./schema-words";

/** A type in words; schemas with a place of their own are links to it. */
export function TypeWords({ schema }: { schema: Schema }) {
  return (
    <span className="mono type">
      {wordsOf(schema).map((word, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the words of a schema never change.
        <Fragment key={i}>
          {"schema" in word ? <a href={`#schema-${word.schema}`}>{word.schema}</a> : word.text}
        </Fragment>
      ))}
    </span>
  );
}
