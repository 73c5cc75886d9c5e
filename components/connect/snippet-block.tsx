import { CopyButton } from "@/components/ui/copy-button";
import type { Snippet } from "./guide";

/** Something to copy, under where it goes. */
export function SnippetBlock({ label, text }: Snippet) {
  return (
    <figure className="code">
      <figcaption>
        {label}
        <span className="grow" />
        <CopyButton label={`Copy: ${label}`} done="Copied" text={text} />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by the keyboard. */}
      <pre tabIndex={0}>{text}</pre>
    </figure>
  );
}
