import { useQuery } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { ApiProblem } from "@/lib/browser/api";
import { membersQuery } from "@/lib/browser/members-query";
import { rulesQuery } from "@/lib/browser/rules-query";
import { isAtLeast, type Role } from "@/lib/contract/roles";
import type { FilterParts } from "./filter-parts";
import { RuleEditor } from "./rule-editor";
import { RuleList } from "./rule-list";
import { SuggestedRules } from "./suggested-rules";
import { useRulesAddress } from "./use-rules-address";

type RulesPanelProps = FilterParts & { workspace: string; role: Role };

/** What the workspace is told of, and the making of one more. */
export function RulesPanel({ workspace, role, describe, filterField }: RulesPanelProps) {
  const { edit, filter, open, close } = useRulesAddress();
  const rules = useQuery(rulesQuery(workspace));
  const { data: people } = useQuery(membersQuery(workspace));
  const mayChange = isAtLeast(role, "admin");
  const names = new Map(people?.members.map(({ id, name, email }) => [id, name ?? email]));
  const edited = rules.data?.find(({ id }) => id === edit);

  if (rules.isPending) return <Skeleton rows={4} label="Loading the rules" />;
  if (!rules.data) {
    return (
      <ErrorState
        title="The rules can't be read just now"
        text={`${rules.error.message} They are kept to all the same.`}
        requestId={rules.error instanceof ApiProblem ? rules.error.requestId : null}
        onRetry={() => void rules.refetch()}
      />
    );
  }
  if (edit !== null && mayChange && (edit === "new" || edited)) {
    return (
      <RuleEditor
        key={edit}
        {...{ workspace, describe, filterField }}
        rule={edited}
        filter={edited?.filter ?? filter ?? ""}
        members={people?.members ?? []}
        onClose={close}
      />
    );
  }
  return (
    <section className="panel" aria-labelledby="rules-title">
      <header>
        <h2 id="rules-title">Rules</h2>
        <span className="grow" />
        <Button
          variant="primary"
          disabled={!mayChange}
          title={mayChange ? undefined : "For admins"}
          onClick={() => open("new")}
        >
          New rule
        </Button>
      </header>
      {!mayChange && (
        <p className="sm muted px-3.5 py-2">
          Admins make and change rules. What they find is told to you in the inbox.
        </p>
      )}
      {rules.data.length === 0 &&
        (mayChange ? (
          <SuggestedRules workspace={workspace} />
        ) : (
          <EmptyState title="No rules yet" text="Nobody is told of anything." />
        ))}
      {rules.data.length > 0 && (
        <RuleList {...{ workspace, mayChange, describe, names }} rules={rules.data} onEdit={open} />
      )}
    </section>
  );
}
