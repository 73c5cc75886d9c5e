import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Instant } from "@/components/ui/instant";
import { Link } from "@/components/ui/link";
import { Skeleton } from "@/components/ui/skeleton";
import { ToldText } from "@/components/ui/told-text";
import { ApiProblem } from "@/lib/browser/api";
import { rulePreviewQuery } from "@/lib/browser/rules-query";
import type { RuleCondition } from "@/lib/contract/rules";
import { count } from "@/lib/timeline/telling";

/** Typing isn't asked about letter by letter. */
const pauseMs = 300;

type RulePreviewProps = { workspace: string; filter: string; condition: RuleCondition };

/** What the rule would have matched in the last day, the newest as sentences. */
export function RulePreviewBox({ workspace, filter, condition }: RulePreviewProps) {
  const wanted = JSON.stringify({ filter, condition });
  const [asked, setAsked] = useState(wanted);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(wanted), pauseMs);
    return () => clearTimeout(timer);
  }, [wanted]);
  const draft = JSON.parse(asked) as { filter: string; condition: RuleCondition };
  const { data, error, isPending } = useQuery({
    ...rulePreviewQuery(workspace, draft),
    placeholderData: keepPreviousData,
  });
  return (
    <section className="panel" aria-labelledby="preview-title">
      <header>
        <h2 id="preview-title">In the last day</h2>
      </header>
      {isPending && <Skeleton rows={4} label="Looking at the last day" />}
      {error && (
        <p role="alert" className="fault px-3.5 pb-3">
          {error instanceof ApiProblem ? error.detail : error.message}
        </p>
      )}
      {data && !error && (
        <>
          <p role="status" className="px-3.5 py-2">
            {data.matches === 0
              ? "No event matched."
              : condition.type === "event"
                ? `It would have told of ${count(data.matches, "event")}.`
                : `${count(data.matches, "event")} matched its filter.`}
          </p>
          <ol className="told">
            {data.events.map((event) => (
              <li key={event.cursor}>
                <Instant time={event.timestamp} form="second" />
                <Link href={`/w/${workspace}/events?event=${event.event_id}`}>
                  <ToldText text={event.sentence} />
                </Link>
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
}
