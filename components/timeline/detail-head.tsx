import { Link, Square, SquareCheck, Terminal, X } from "lucide-react";
import { CategoryTile } from "@/components/ui/category-tile";
import { CopyButton } from "@/components/ui/copy-button";
import { IconButton } from "@/components/ui/icon-button";
import { Instant } from "@/components/ui/instant";
import { useNow } from "@/lib/browser/use-now";
import type { AgentEvent } from "@/lib/contract/event";
import { formatDuration } from "@/lib/timeline/format-duration";
import { sentenceOf } from "@/lib/timeline/sentence";
import { eventLink } from "./event-link";
import { EventSentence } from "./event-sentence";

/** What may be done with the event as a whole, what it says in a sentence, and when. */
export function DetailHead({
  event,
  workspace,
  agentHref,
  onClose,
  picked,
  onPick,
}: {
  event: AgentEvent;
  workspace: string;
  agentHref: string | null;
  onClose: () => void;
  picked: boolean;
  onPick: ((event: AgentEvent) => void) | undefined;
}) {
  const delayMs = Math.max(0, Date.parse(event.received_at) - Date.parse(event.timestamp));
  const curl = () =>
    `curl -H "Authorization: Bearer $SIGHTLINE_API_KEY" '${location.origin}/api/v1/events/${event.event_id}'`;
  return (
    <div className="dh">
      <div className="ctl">
        <CategoryTile category={event.category} />
        <span className="mono faint cut ml-2" title={event.event_type}>
          {event.event_type}
        </span>
        <span className="grow" />
        {onPick && (
          <IconButton
            label={picked ? "Take out of the selection (x)" : "Select (x)"}
            size="small"
            pressed={picked}
            onClick={() => onPick(event)}
          >
            {picked ? <SquareCheck className="i i14" /> : <Square className="i i14" />}
          </IconButton>
        )}
        <CopyButton
          label="Copy link (c)"
          done="Link copied"
          text={() => eventLink(workspace, event.event_id)}
          icon={<Link className="i i14" />}
        />
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
        <Age since={event.timestamp} />
        <br />
        {event.origin === "import" ? "Imported" : `Received ${formatDuration(delayMs)} later`}
        {` as cursor ${event.cursor.toLocaleString("en-US")}`}
      </p>
    </div>
  );
}

/** How long ago, by the viewer's clock; nothing where that clock is behind the event. */
function Age({ since }: { since: string }) {
  const nowMs = useNow(1_000);
  const ms = nowMs === null ? 0 : nowMs - Date.parse(since);
  return ms < 1_000 ? null : `, ${formatDuration(Math.floor(ms / 1_000) * 1_000)} ago`;
}
