import { Button } from "@/components/ui/button";
import { useSuggestedRules } from "@/lib/browser/use-suggested-rules";

/** Where there is no rule yet: some to begin with. */
export function SuggestedRules({ workspace }: { workspace: string }) {
  const { suggestions, make, isBusy, error } = useSuggestedRules(workspace);
  return (
    <div className="empty">
      <h2>No rules yet</h2>
      <p>A rule watches the events and tells people, once, what it finds. Begin with one of these.</p>
      <div className="suggestions">
        {suggestions.map((suggestion) => (
          <Button key={suggestion.text} disabled={isBusy} onClick={() => make(suggestion)}>
            {suggestion.text}
          </Button>
        ))}
      </div>
      {error && (
        <p role="alert" className="fault">
          {error.message}
        </p>
      )}
    </div>
  );
}
