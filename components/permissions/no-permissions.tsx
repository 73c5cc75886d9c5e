import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";

export function NoPermissions({
  workspace,
  isFiltered,
  onClear,
}: {
  workspace: string;
  isFiltered: boolean;
  onClear: () => void;
}) {
  return isFiltered ? (
    <EmptyState
      title="No decision matches"
      text="Nothing that was decided has what you filter by."
      actions={<Button onClick={onClear}>Clear the filter</Button>}
    />
  ) : (
    <EmptyState
      title="Nothing was decided yet"
      text="An agent's operation is here once it reports that it was allowed or denied."
      actions={
        <Link className="btn primary" href={`/w/${workspace}/connect`}>
          Connect an agent
        </Link>
      }
    />
  );
}
