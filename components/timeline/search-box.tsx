import { Search, X } from "lucide-react";
import { type KeyboardEvent, type RefObject, useEffect, useEffectEvent, useId, useState } from "react";
import { Kbd } from "@/components/ui/kbd";
import { parseSearch } from "@/lib/timeline/search/search-query";

/** Long enough that nobody who types is interrupted, short enough to seem at once. */
const pauseMs = 250;

type SearchBoxProps = {
  q: string | undefined;
  /** `step`: it goes on from what was typed just before. */
  onSearch: (q: string | undefined, how: { step: boolean }) => void;
  input?: RefObject<HTMLInputElement | null>;
};

/** Searches when the typing pauses or Enter is pressed. Esc empties it, then leaves it. What is no search is said. */
export function SearchBox({ q = "", onSearch, input }: SearchBoxProps) {
  const id = useId();
  const [text, setText] = useState(q);
  const [seen, setSeen] = useState(q);
  const [asked, setAsked] = useState<string | null>(null);
  const [isTyping, setTyping] = useState(false);
  const [judged, setJudged] = useState<string | null>(null);
  if (q !== seen) {
    setSeen(q);
    // Changed elsewhere: a chip was removed, or the address went back.
    if (q !== asked) setText(q);
  }

  const search = (wanted: string, { done }: { done: boolean }) => {
    if (done) setTyping(false);
    const next = wanted.trim();
    setJudged(wanted);
    if (next === q || (next !== "" && !parseSearch(next).ok)) return;
    setAsked(next);
    if (!done) setTyping(true);
    onSearch(next === "" ? undefined : next, { step: isTyping });
  };
  const searchInTime = useEffectEvent(search);
  useEffect(() => {
    const timer = setTimeout(() => searchInTime(text, { done: false }), pauseMs);
    return () => clearTimeout(timer);
  }, [text]);

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Enter") {
      event.preventDefault();
      search(text, { done: true });
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (text === "") event.currentTarget.blur();
      else setText("");
    }
  };
  const parsed = text.trim() === "" || judged !== text ? null : parseSearch(text);
  const fault = parsed === null || parsed.ok ? null : parsed.message;

  return (
    <search className="searchbox">
      <Search className="i i14" aria-hidden />
      <input
        ref={input}
        aria-label="Search events"
        aria-invalid={fault !== null}
        aria-describedby={fault === null ? undefined : id}
        placeholder={'Search words, "a phrase", -without'}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onFocus={() => setTyping(false)}
        onKeyDown={onKeyDown}
        autoComplete="off"
        spellCheck={false}
        enterKeyHint="search"
      />
      {text === "" ? (
        <Kbd>/</Kbd>
      ) : (
        <button type="button" aria-label="Clear the search" title="Clear the search" onClick={() => setText("")}>
          <X className="i i12" aria-hidden />
        </button>
      )}
      {fault !== null && (
        <p id={id} role="alert">
          {fault}
        </p>
      )}
    </search>
  );
}
