"use client";

import clsx from "clsx";
import { Check } from "lucide-react";
import { type MouseEvent, memo } from "react";
import type { AgentEvent } from "@/lib/contract/event";
import type { Severity } from "@/lib/contract/event-form";
import { type Column, defaultColumns } from "@/lib/timeline/columns";
import { lateMsOf } from "@/lib/timeline/event-time";
import { formatDuration } from "@/lib/timeline/format-duration";
import { sentenceOf } from "@/lib/timeline/sentence";
import { EventCell } from "./event-columns";
import { EventSentence } from "./event-sentence";
import { FoundElsewhere } from "./found-elsewhere";

type EventRowProps = {
  event: AgentEvent;
  selected: boolean;
  showAgent: boolean;
  onOpen: (event: AgentEvent) => void;
  href?: string;
  columns?: readonly Column[];
  /** Among those that something is to be done with; `onPick` changes that, `reach` up to this one. */
  picked?: boolean;
  onPick?: ((event: AgentEvent, how: { reach: boolean }) => void) | undefined;
  /** The one row of the list that the Tab key comes to. */
  tabbable?: boolean;
};

const railClass: Readonly<Record<Severity, string | undefined>> = {
  debug: undefined,
  info: undefined,
  warning: "w",
  error: "e",
  critical: "c",
};

/** One event on one line: a link where it has an address, so that it can be opened in a new tab, else a button. */
export const EventRow = memo(function EventRow({ href, onPick, tabbable = true, ...line }: EventRowProps) {
  const { event, selected, onOpen, picked = false } = line;
  const common = {
    className: clsx("row", railClass[event.severity], picked && "picked"),
    "aria-current": selected || undefined,
    "data-event": event.event_id,
    tabIndex: tabbable ? 0 : -1,
  };
  if (href === undefined) {
    const act = (click: MouseEvent) => {
      const reach = click.shiftKey;
      if (onPick && (reach || click.metaKey || click.ctrlKey)) onPick(event, { reach });
      else onOpen(event);
    };
    return (
      <button
        type="button"
        {...common}
        // Reaching for a range would select the text between as well.
        onMouseDown={(press) => press.shiftKey && press.preventDefault()}
        onClick={act}
      >
        <Line {...line} />
      </button>
    );
  }
  const open = (click: MouseEvent) => {
    if (click.metaKey || click.ctrlKey || click.shiftKey || click.altKey) return;
    click.preventDefault();
    onOpen(event);
  };
  return (
    <a href={href} {...common} onClick={open}>
      <Line {...line} />
    </a>
  );
});

function Line({
  event,
  showAgent,
  columns = defaultColumns,
  picked = false,
}: Pick<EventRowProps, "event" | "showAgent" | "columns" | "picked">) {
  return (
    <>
      {picked && (
        <span className="rowpick">
          <Check className="i" />
          <span className="hide">selected: </span>
        </span>
      )}
      {columns.map((column) =>
        column === "sentence" ? (
          <Told key={column} event={event} showAgent={showAgent} />
        ) : (
          <EventCell key={column} event={event} column={column} />
        ),
      )}
    </>
  );
}

function Told({ event, showAgent }: Pick<EventRowProps, "event" | "showAgent">) {
  const lateMs = lateMsOf(event);
  const sentence = sentenceOf(event);
  return (
    <span className="sent">
      {railClass[event.severity] && <span className="hide">{event.severity}: </span>}
      <EventSentence sentence={sentence} showWho={showAgent} />
      <FoundElsewhere event={event} sentence={sentence} />
      {lateMs !== null && <span className="late">arrived {formatDuration(lateMs)} late</span>}
    </span>
  );
}
