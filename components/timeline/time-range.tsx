import clsx from "clsx";
import { ChevronDown, Clock } from "lucide-react";
import { type FormEvent, useId } from "react";
import { Button } from "@/components/ui/button";
import type { TimelineFilter } from "@/lib/timeline/filter";
import { rangeWords } from "./filter-words";
import { PopoverButton } from "./popover-button";

/** Chooses `since` and `until`: an age that moves along, all time, or two instants. */
export function TimeRange({
  filter,
  onChange,
}: {
  filter: TimelineFilter;
  onChange: (filter: TimelineFilter) => void;
}) {
  const { since, until, ...rest } = filter;
  return (
    <PopoverButton title="Time range" label={<Label since={since} until={until} />}>
      {(close) => {
        const choose = (next: TimelineFilter) => {
          onChange(next);
          close();
        };
        return (
          <div className="grid gap-[2px]">
            {Object.entries(rangeWords).map(([age, words]) => (
              <Choice
                key={age}
                chosen={since === age && until === undefined}
                onChoose={() => choose({ ...rest, since: age })}
              >
                {words}
              </Choice>
            ))}
            <Choice chosen={since === undefined && until === undefined} onChoose={() => choose(rest)}>
              All time
            </Choice>
            <CustomRange since={since} until={until} onChoose={(bounds) => choose({ ...rest, ...bounds })} />
          </div>
        );
      }}
    </PopoverButton>
  );
}

function Label({ since, until }: { since: string | undefined; until: string | undefined }) {
  const isOpen = since === undefined && until === undefined;
  const preset = until === undefined && since !== undefined ? rangeWords[since] : undefined;
  return (
    <>
      <Clock className="i i14" aria-hidden />
      {isOpen ? "All time" : (preset ?? "Chosen time")}
      <ChevronDown className="i i12" aria-hidden />
    </>
  );
}

function Choice({ chosen, onChoose, children }: { chosen: boolean; onChoose: () => void; children: string }) {
  return (
    <button
      type="button"
      aria-pressed={chosen}
      onClick={onChoose}
      className={clsx(
        "flex h-7 items-center rounded-[4px] px-2 text-left hover:bg-hover max-[760px]:h-11",
        chosen && "bg-selected text-accent-strong",
      )}
    >
      {children}
    </button>
  );
}

type Bounds = Pick<TimelineFilter, "since" | "until">;
type Unset<T> = { [Key in keyof T]: T[Key] | undefined };

function CustomRange({ since, until, onChoose }: Unset<Bounds> & { onChoose: (bounds: Bounds) => void }) {
  const id = useId();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const from = instantOf(form.get("since"));
    const before = instantOf(form.get("until"));
    onChoose({ ...(from ? { since: from } : {}), ...(before ? { until: before } : {}) });
  };
  return (
    <form onSubmit={submit} className="mt-[6px] grid gap-[6px] border-t border-line pt-[10px]">
      <label htmlFor={`${id}-since`} className="grid gap-[2px] text-[12px] text-ink-3">
        From
        <input
          id={`${id}-since`}
          name="since"
          type="datetime-local"
          step={1}
          defaultValue={localOf(since)}
          className="field text-ink"
        />
      </label>
      <label htmlFor={`${id}-until`} className="grid gap-[2px] text-[12px] text-ink-3">
        Before
        <input
          id={`${id}-until`}
          name="until"
          type="datetime-local"
          step={1}
          defaultValue={localOf(until)}
          className="field text-ink"
        />
      </label>
      <Button type="submit">Show this time</Button>
    </form>
  );
}

/** A field of local time as an instant. */
function instantOf(local: FormDataEntryValue | null): string | null {
  const ms = typeof local === "string" && local !== "" ? Date.parse(local) : Number.NaN;
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}

/** An instant as the field of local time wants it; an age has no place there. */
function localOf(bound: string | undefined): string {
  const ms = bound === undefined ? Number.NaN : Date.parse(bound);
  if (Number.isNaN(ms)) return "";
  const offsetMs = new Date(ms).getTimezoneOffset() * 60_000;
  return new Date(ms - offsetMs).toISOString().slice(0, 19);
}
