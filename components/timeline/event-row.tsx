"use client";

import clsx from "clsx";
import { type MouseEvent, memo } from "react";
import { CategoryTile } from "@/components/ui/category-tile";
import { Instant } from "@/components/ui/instant";
import { OutcomeIcon } from "@/components/ui/outcome-icon";
import type { AgentEvent, Severity } from "@/lib/contract/event";
import { formatDuration } from "@/lib/timeline/format-duration";
import { readNumber } from "@/lib/timeline/metadata";
import { sentenceOf } from "@/lib/timeline/sentence";
import { EventSentence } from "./event-sentence";

type EventRowProps = {
  event: AgentEvent;
  selected: boolean;
  showAgent: boolean;
  onOpen: (event: AgentEvent) => void;
  href?: string;
};

const railClass: Readonly<Record<Severity, string | undefined>> = {
  debug: undefined,
  info: undefined,
  warning: "w",
  error: "e",
  critical: "c",
};

/** Later than this and the order by cursor no longer tells when it happened. */
const lateAfterMs = 60_000;

/** One event on one line: a link where it has an address, so that it can be opened in a new tab, else a button. */
export const EventRow = memo(function EventRow({ event, selected, showAgent, onOpen, href }: EventRowProps) {
  const className = clsx("row", railClass[event.severity]);
  const current = selected || undefined;
  if (href === undefined) {
    return (
      <button type="button" className={className} aria-current={current} onClick={() => onOpen(event)}>
        <Line event={event} showAgent={showAgent} />
      </button>
    );
  }
  const open = (click: MouseEvent) => {
    if (click.metaKey || click.ctrlKey || click.shiftKey || click.altKey) return;
    click.preventDefault();
    onOpen(event);
  };
  return (
    <a href={href} className={className} aria-current={current} onClick={open}>
      <Line event={event} showAgent={showAgent} />
    </a>
  );
});

function Line({ event, showAgent }: { event: AgentEvent; showAgent: boolean }) {
  const lateMs = Date.parse(event.received_at) - Date.parse(event.timestamp);
  const durationMs = readNumber(event.metadata, "duration_ms");
  return (
    <>
      <Instant time={event.timestamp} />
      <CategoryTile category={event.category} />
      <span className="sent">
        {railClass[event.severity] && <span className="hide">{event.severity}: </span>}
        <EventSentence sentence={sentenceOf(event)} showWho={showAgent} />
        {lateMs > lateAfterMs && <span className="late">arrived {formatDuration(lateMs)} late</span>}
      </span>
      <span className="dur">{durationMs !== null && formatDuration(durationMs)}</span>
      <OutcomeIcon status={event.status} />
    </>
  );
}
