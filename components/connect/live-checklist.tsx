"use client";

import { useQuery } from "@tanstack/react-query";
import { ErrorState } from "@/components/ui/error-state";
import { refusedKeysQuery } from "@/lib/browser/keys-query";
import { CheckLine, RefusedLine } from "./check-line";
import { checklistOf } from "./checklist";
import type { Guide } from "./guide";
import { NewestEvents } from "./newest-events";
import type { useArrivals } from "./use-arrivals";

type LiveChecklistProps = {
  workspace: string;
  guide: Guide;
  arrivals: ReturnType<typeof useArrivals>;
  /** The public part of the key that was made on this page. */
  keyPrefix: string | null;
  showRefused: boolean;
};

/** Which of the expected events have come, which haven't and why, and what was refused. */
export function LiveChecklist({ workspace, guide, arrivals, keyPrefix, showRefused }: LiveChecklistProps) {
  const { arrived, newest, error, retry } = arrivals;
  const refused = useQuery({ ...refusedKeysQuery(workspace), enabled: showRefused });
  const checks = checklistOf(guide.expected, arrived);
  const count = checks.filter(({ state }) => state === "arrived").length;
  const refusals = refused.data?.refused ?? [];
  return (
    <aside className="arrivals" aria-labelledby="live-title">
      <h2 id="live-title" aria-live="polite">
        {`${count} of ${checks.length} kinds have arrived`}
      </h2>
      <p>
        {keyPrefix === null ? "From any key of this workspace." : "From any key; yours begins with "}
        {keyPrefix !== null && <span className="mono">{keyPrefix}</span>}
      </p>
      <div className="prog" aria-hidden="true">
        {checks.map(({ kind, state }) => (
          <i key={kind} className={state} />
        ))}
      </div>
      {error && <ErrorState title="What arrived can't be read just now" text={error.message} onRetry={retry} />}
      <ol className="cks">
        {refusals.map((refusal) => (
          <RefusedLine key={`${refusal.prefix} ${refusal.reason}`} refusal={refusal} />
        ))}
        {checks.map((check) => (
          <CheckLine key={check.kind} check={check} workspace={workspace} filter={guide.filter} />
        ))}
      </ol>
      <NewestEvents events={newest} />
      {arrived.size === 0 && (
        <div className="last">
          <h3>Nothing arrives?</h3>
          <ul className="silence">
            {guide.silence.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
            <li>
              A request that is refused with a key of this workspace shows above within seconds. One with a key that is
              nobody's can't be told from a stranger's.
            </li>
          </ul>
        </div>
      )}
    </aside>
  );
}
