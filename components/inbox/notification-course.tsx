import { Instant } from "@/components/ui/instant";
import type { Notification } from "@/lib/contract/notifications";
import { count } from "@/lib/timeline/telling";

/** What became of an entry, step by step. */
export function NotificationCourse({ notification }: { notification: Notification }) {
  return (
    <section className="near" aria-label="What became of it">
      <h3>What became of it</h3>
      <ol className="course">
        {stepsOf(notification).map(({ words, at }) => (
          <li key={words}>
            <Instant time={at} form="moment" />
            <span>{words}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function stepsOf({ opened_at, last_at, ended_at, acknowledged, snoozed_until, ...entry }: Notification) {
  const steps = [{ words: "It began", at: opened_at }];
  if (entry.count > 1) steps.push({ words: `The last of ${count(entry.count, "time")}`, at: last_at });
  if (acknowledged) steps.push({ words: `${acknowledged.by} acknowledged it`, at: acknowledged.at });
  if (ended_at) steps.push({ words: "It was over", at: ended_at });
  steps.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  // Of what is to come, and so below all that has been.
  return snoozed_until ? [...steps, { words: "Snoozed until then", at: snoozed_until }] : steps;
}
