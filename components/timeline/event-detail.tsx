"use client";

import { Link, Terminal, X } from "lucide-react";
import { CategoryTile } from "@/components/ui/category-tile";
import { CopyButton } from "@/components/ui/copy-button";
import { IconButton } from "@/components/ui/icon-button";
import { Instant } from "@/components/ui/instant";
import type { AgentEvent } from "@/lib/contract/event";
import { formatDuration } from "@/lib/timeline/format-duration";
import { sentenceOf } from "@/lib/timeline/sentence";
import { EventFields } from "./event-fields";
import { EventSentence } from "./event-sentence";
import { JsonView } from "./json-view";

type EventDetailProps = {
  event: AgentEvent;
  workspace: string;
  onClose: () => void;
  onFilter: (field: string, value: string) => void;
};

export function EventDetail({ event, workspace, onClose, onFilter }: EventDetailProps) {
  const delayMs = Math.max(0, Date.parse(event.received_at) - Date.parse(event.timestamp));
  const agentHref = event.agent_id === null ? null : `/w/${workspace}/agents/${encodeURIComponent(event.agent_id)}`;
  const link = () => `${location.origin}/w/${workspace}/events?event=${event.event_id}`;
  const curl = () =>
    `curl -H "Authorization: Bearer $SIGHTLINE_API_KEY" '${location.origin}/api/v1/events/${event.event_id}'`;
  return (
    <aside className="detail" aria-label="Event detail">
      <div className="dh">
        <div className="ctl">
          <CategoryTile category={event.category} />
          <span className="mono faint cut ml-2">{event.event_type}</span>
          <span className="grow" />
          <CopyButton label="Copy link" done="Link copied" text={link} icon={<Link className="i i14" />} />
          <CopyButton
            label="Copy as curl"
            done="Copied as curl, key left out"
            text={curl}
            icon={<Terminal className="i i14" />}
          />
          <CopyButton label="Copy as JSON" done="Event copied as JSON" text={() => JSON.stringify(event, null, 2)} />
          <IconButton label="Close (Esc)" size="small" onClick={onClose}>
            <X className="i i14" />
          </IconButton>
        </div>
        <h2 className="sent">
          <EventSentence sentence={sentenceOf(event)} showWho agentHref={agentHref} />
        </h2>
        <p className="sm faint mt-1.5">
          <Instant time={event.timestamp} form="full" />
          <br />
          {`Received ${formatDuration(delayMs)} later as cursor ${event.cursor.toLocaleString("en-US")}`}
          {event.origin === "import" && ", imported"}
        </p>
      </div>
      <EventFields event={event} agentHref={agentHref} onFilter={onFilter} />
      {event.metadata_expired ? (
        <p className="sm faint px-4 py-2">The metadata is past its retention and gone.</p>
      ) : (
        <JsonView title="Metadata" value={event.metadata} />
      )}
    </aside>
  );
}
