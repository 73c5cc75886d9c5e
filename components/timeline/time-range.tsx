import clsx from "clsx";
import { ChevronDown, Clock } from "lucide-react";
import { type FormEvent, useId } from "react";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { useViewerZone } from "@/components/ui/use-viewer-zone";
import { formatTimestamp } from "@/lib/contract/timestamp";
import type { TimelineFilter } from "@/lib/timeline/filter";
import { instantOfLocal, localTimeOf } from "@/lib/timeline/zone-time";
import { rangeWords } from "./filter-words";
import { PopoverButton } from "./popover-button";

type TimeRangeProps = {
  filter: TimelineFilter;
  onChange: (filter: TimelineFilter) => void;
  /** Goes to a moment without narrowing anything. */
  onJump?: () => void;
};

/** Chooses `since` and `until`: an age that moves along, all time, or two instants. */
export function TimeRange({ onJump, ...props }: TimeRangeProps) {
  const { since, until } = props.filter;
  return (
    <PopoverButton title="Time range" label={<Label since={since} until={until} />}>
      {(close) => (
        <>
          <TimeChoices {...props} close={close} />
          {onJump && (
            <Button
              variant="ghost"
              className="mt-2 w-full"
              onClick={() => {
                close();
                onJump();
              }}
            >
              Jump to a time or cursor <Kbd>t</Kbd>
            </Button>
          )}
        </>
      )}
    </PopoverButton>
  );
}

/** What a time range may be. */
export function TimeChoices({ filter, onChange, close }: Omit<TimeRangeProps, "onJump"> & { close: () => void }) {
  const { since, until, ...rest } = filter;
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
  const zone = useViewerZone();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const from = instantOf(form.get("since"), zone);
    const before = instantOf(form.get("until"), zone);
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
          defaultValue={localOf(since, zone)}
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
          defaultValue={localOf(until, zone)}
          className="field text-ink"
        />
      </label>
      <p className="text-[12px] text-ink-3">{`In ${zone.replaceAll("_", " ")}`}</p>
      <Button type="submit">Show this time</Button>
    </form>
  );
}

/** A field of local time as an instant. */
function instantOf(local: FormDataEntryValue | null, zone: string): string | null {
  const ms = typeof local === "string" ? instantOfLocal(local, zone) : null;
  return ms === null ? null : formatTimestamp(ms);
}

/** An instant as the field of local time wants it; an age has no place there. */
function localOf(bound: string | undefined, zone: string): string {
  const ms = bound === undefined ? Number.NaN : Date.parse(bound);
  return Number.isNaN(ms) ? "" : localTimeOf(ms, zone);
}
