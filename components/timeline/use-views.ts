import { useQuery, useQueryClient } from "@tanstack/react-query";
import { toast } from "@/components/ui/toaster";
import { usePerson } from "@/lib/browser/streams-of-person";
import { changeView, createView, deleteView, viewsQuery } from "@/lib/browser/views-query";
import type { SavedView, ViewChange, ViewDraft } from "@/lib/contract/views";
import { formatColumns } from "@/lib/timeline/columns";
import { formatFilter, parseFilter } from "@/lib/timeline/filter";
import type { RowChoices } from "./use-row-choices";
import type { useTimelineAddress } from "./use-timeline-address";

/** The saved views of this page: which there are, which one it shows and whether that has been changed, and what may be done. */
export function useViews(
  workspace: string,
  { own, page, setFilter, setPage }: ReturnType<typeof useTimelineAddress>,
  { columns }: Pick<RowChoices, "columns">,
) {
  const client = useQueryClient();
  const person = usePerson();
  const query = viewsQuery(workspace);
  const { data: views = none } = useQuery(query);
  const active = views.find(({ id }) => id === page.get("view")) ?? null;
  const now = { filter: formatFilter(own).toString(), columns: formatColumns(columns) };
  // A view without columns of its own leaves them to whoever looks.
  const isChanged =
    active !== null && (active.filter !== now.filter || (active.columns !== null && active.columns !== now.columns));

  const told = () => client.invalidateQueries({ queryKey: query.queryKey });
  const keep = async (view: ViewDraft) => {
    const made = await createView(workspace, view);
    await told();
    return made;
  };
  return {
    views,
    active,
    filter: now.filter,
    isChanged,
    apply(view: SavedView) {
      const parsed = parseFilter(new URLSearchParams(view.filter));
      if (!parsed.ok) return toast("This view's filter is of another time. Save it anew.");
      setFilter(parsed.filter, { view: view.id, ...(view.columns === null ? {} : { columns: view.columns }) });
    },
    leave: () => setFilter({}, { view: null }),
    async save({ name, shared }: { name: string; shared: boolean }) {
      const { id } = await keep({ ...now, name, shared });
      setPage({ view: id }, { step: true });
    },
    async change(view: SavedView, change: ViewChange) {
      await changeView(workspace, view.id, change);
      await told();
    },
    saveChanges: (view: SavedView) => changeView(workspace, view.id, now).then(told),
    async remove(view: SavedView) {
      await deleteView(workspace, view.id);
      await told();
      const { name, filter, columns: kept, shared } = view;
      // Made again by somebody else it would be theirs.
      const isOwn = view.created_by === person;
      const undo = () => void keep({ name, filter, columns: kept, shared }).catch(say);
      toast(`View ${name} deleted`, isOwn ? { undo } : {});
    },
  };
}

export type Views = ReturnType<typeof useViews>;

/** Tells what kept a change of a view from being made. */
export function say(error: unknown): void {
  toast(error instanceof Error ? error.message : "That could not be done.");
}

const none: readonly SavedView[] = [];
