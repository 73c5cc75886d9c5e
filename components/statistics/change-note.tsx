import { changeOf } from "@/lib/timeline/period-before";
import { changeSentence, changeWords } from "./change-words";

/** How a count compares with the one before. */
export function ChangeNote({ now, before }: { now: number; before: number | null }) {
  const change = changeOf(now, before);
  const sentence = changeSentence(change, before);
  return (
    <span className="faint" title={sentence}>
      <span aria-hidden>{changeWords(change)}</span>
      <span className="hide">{sentence}</span>
    </span>
  );
}
