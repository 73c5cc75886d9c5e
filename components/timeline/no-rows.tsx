import { CircleAlert } from "lucide-react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Link } from "@/components/ui/link";
import { ApiProblem } from "@/lib/browser/api";
import { partsOf } from "@/lib/timeline/edit-filter";
import type { FilterProblem, TimelineFilter } from "@/lib/timeline/filter";
import { partWords, valueLabel } from "./filter-words";

type Clearing = { own: TimelineFilter; onChange: (filter: TimelineFilter) => void };

/** Nothing to show: because of the filter, which can then be loosened, or because nothing has happened. */
export function NoEvents({ own, onChange, workspace, whole }: Clearing & { workspace: string; whole: boolean }) {
  const parts = partsOf(own);
  const last = parts.at(-1);
  if (last) {
    const { lead, value } = partWords(last, valueLabel(new Map()));
    return (
      <EmptyState
        title="No event matches"
        text={`Nothing that is kept fits this filter. Its last part: ${lead} ${value}.`}
        actions={
          <>
            <Button onClick={() => onChange(last.rest)}>Remove that part</Button>
            {parts.length > 1 && (
              <Button variant="ghost" onClick={() => onChange({})}>
                Clear all
              </Button>
            )}
          </>
        }
      />
    );
  }
  if (!whole) return <EmptyState title="No events here" text="What it reports shows here within a second." />;
  return (
    <EmptyState
      title="Nothing has reported yet"
      text="Pick what reports, and do what its page says; the first event shows here within a second."
      actions={
        <Link className="btn primary" href={`/w/${workspace}/connect`}>
          Connect an agent
        </Link>
      }
    />
  );
}

/** An address that isn't a filter: said with the parameter's name, never ignored. */
export function WrongFilter({ faults, onChange }: { faults: readonly FilterProblem[] } & Pick<Clearing, "onChange">) {
  return (
    <EmptyState
      title="This address is no filter"
      text={faults.map(({ path, message }) => `${path}: ${message}`).join(" ")}
      actions={<Button onClick={() => onChange({})}>Clear the filter</Button>}
    />
  );
}

/** `held`: older rows are still on the screen. */
export function ReadingFailed({ error, held, onRetry }: { error: Error; held: boolean; onRetry: () => void }) {
  const problem = error instanceof ApiProblem ? error : null;
  return (
    <ErrorState
      title={problem?.title ?? "Events can't be read just now"}
      text={`${problem?.detail ?? error.message}${held ? " The rows below are those read before." : ""}`}
      onRetry={onRetry}
      requestId={problem?.requestId ?? null}
    />
  );
}

/** Why nothing new can come any more, and the way back. */
export function StreamEnded({ error, login }: { error: string; login: boolean }) {
  const here = typeof location === "undefined" ? "" : location.pathname + location.search;
  return (
    <div role="alert" className="err">
      <CircleAlert className="i i18 text-failure" />
      <p className="grow">{error}</p>
      {login && (
        <a className="btn" href={`/login?${new URLSearchParams({ next: here })}`}>
          Log in
        </a>
      )}
    </div>
  );
}
