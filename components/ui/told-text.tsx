import { Fragment } from "react";
import { MaskedText } from "./masked-text";

/** A sentence of the server's, in which backquotes stand around what is code. */
export function ToldText({ text }: { text: string }) {
  const pieces = text.split("`");
  // The last of an odd number of quotes stands for itself.
  const lone = pieces.length % 2 === 0 ? pieces.length - 1 : -1;
  return pieces.map((piece, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a sentence never changes
    <Fragment key={index}>
      {index % 2 === 1 && index !== lone ? (
        <code>
          <MaskedText text={piece} />
        </code>
      ) : (
        <MaskedText text={index === lone ? `\`${piece}` : piece} />
      )}
    </Fragment>
  ));
}
