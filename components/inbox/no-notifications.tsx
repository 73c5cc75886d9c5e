import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { useSuggestedRules } from "@/lib/browser/use-suggested-rules";
import type { InboxView } from "./use-inbox-address";

const words: Readonly<Record<InboxView, string>> = {
  open: "Nothing is open",
  unread: "All is read",
  mine: "Nothing is assigned to you",
  acknowledged: "Nothing is acknowledged",
  ended: "Nothing has ended",
  all: "Nothing has been told yet",
};

type NoNotificationsProps = {
  workspace: string;
  view: InboxView;
  hasRules: boolean;
  mayMakeRules: boolean;
  unread: number;
  isNarrowed: boolean;
  onView: (view: InboxView) => void;
  onClear: () => void;
};

/** Why the inbox is empty: nothing fits, nothing happened, or nobody has said what to tell of. */
export function NoNotifications({
  workspace,
  view,
  hasRules,
  mayMakeRules,
  unread,
  isNarrowed,
  onView,
  onClear,
}: NoNotificationsProps) {
  const { suggestions, make, isBusy, error } = useSuggestedRules(workspace);
  const rules = `/w/${workspace}/settings/rules`;
  if (hasRules) {
    return (
      <EmptyState
        title={words[view]}
        text={
          view === "open" && unread > 0
            ? "What has ended is still unread."
            : "What the rules find comes here within seconds."
        }
        actions={
          view === "open" && unread > 0 ? (
            <Button onClick={() => onView("unread")}>See what is unread</Button>
          ) : isNarrowed ? (
            <Button onClick={onClear}>Remove the filter</Button>
          ) : (
            <Link className="btn" href={rules}>
              See the rules
            </Link>
          )
        }
      />
    );
  }
  if (!mayMakeRules) {
    return <EmptyState title="No rules yet" text="The workspace's admins make rules; what they find is told here." />;
  }
  return (
    <div className="empty">
      <h2>What should you be told of?</h2>
      <p>A rule watches the events and tells here, once, what it finds. Begin with one of these.</p>
      <div className="suggestions">
        {suggestions.map((suggestion) => (
          <Button key={suggestion.text} disabled={isBusy} onClick={() => make(suggestion)}>
            {suggestion.text}
          </Button>
        ))}
        <Link className="link" href={`${rules}?edit=new`}>
          Make a rule of your own
        </Link>
      </div>
      {error && (
        <p role="alert" className="fault">
          {error.message}
        </p>
      )}
    </div>
  );
}
