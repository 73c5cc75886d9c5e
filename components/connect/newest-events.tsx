import { CategoryTile } from "@/components/ui/category-tile";
import { Instant } from "@/components/ui/instant";
import { MaskedText } from "@/components/ui/masked-text";
import type { AgentEvent } from "@/lib/contract/event";
import { formatSentence, sentenceOf } from "@/lib/timeline/sentence";

export function NewestEvents({ events }: { events: readonly AgentEvent[] }) {
  if (events.length === 0) return null;
  return (
    <div className="last">
      <h3>Newest of them</h3>
      {events.map((event) => (
        <div key={event.cursor} className="le">
          <CategoryTile category={event.category} />
          <span className="cut">
            <MaskedText text={formatSentence(sentenceOf(event))} />
          </span>
          <Instant time={event.received_at} />
        </div>
      ))}
    </div>
  );
}
