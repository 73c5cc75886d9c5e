import { BellPlus, Bookmark, BookmarkPlus, List, Pencil, Save, Share2, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { lateOver } from "@/components/ui/late";
import { Menu } from "@/components/ui/menu";
import { MenuItem } from "@/components/ui/menu-item";
import type { SavedView } from "@/lib/contract/views";
import { say, type Views } from "./use-views";

const ViewDialog = lateOver(() => import("./view-dialog").then((module) => module.ViewDialog));

/** Saved views: go to one, keep the present filter as one, and what may be done with the one that is shown. */
export function ViewsMenu({
  workspace,
  views: { views, active, isChanged, filter, ...act },
}: {
  workspace: string;
  views: Views;
}) {
  const router = useRouter();
  const [dialog, setDialog] = useState<"new" | "rename" | null>(null);
  const own = views.filter(({ shared }) => !shared);
  const shared = views.filter((view) => view.shared);
  const item = (view: SavedView) => (
    <MenuItem key={view.id} checked={view.id === active?.id} onSelect={() => act.apply(view)}>
      {view.name}
    </MenuItem>
  );
  return (
    <>
      <Menu
        align="end"
        trigger={
          active ? (
            <Button aria-label={`View: ${active.name}${isChanged ? ", changed" : ""}`} title={active.name}>
              <Bookmark className="i i14" />
              <span className="cut max-w-[108px]">{active.name}</span>
              {isChanged && <span className="faint font-normal">changed</span>}
            </Button>
          ) : (
            <IconButton label="Views">
              <Bookmark className="i i14" />
            </IconButton>
          )
        }
      >
        {own.length > 0 && <p className="menu-label">Yours</p>}
        {own.map(item)}
        {shared.length > 0 && <p className="menu-label">Shared with the workspace</p>}
        {shared.map(item)}
        {active && (
          <MenuItem icon={<List className="i i14" />} onSelect={act.leave}>
            All events
          </MenuItem>
        )}
        {(views.length > 0 || active) && <div className="menu-rule" />}
        {active?.editable && isChanged && (
          <MenuItem
            icon={<Save className="i i14" />}
            onSelect={() => void act.saveChanges(active).catch(say)}
          >{`Save changes to ${active.name}`}</MenuItem>
        )}
        <MenuItem icon={<BookmarkPlus className="i i14" />} onSelect={() => setDialog("new")}>
          Save as a new view…
        </MenuItem>
        <MenuItem
          icon={<BellPlus className="i i14" />}
          onSelect={() => router.push(`/w/${workspace}/settings/rules?${ruleOf(filter)}`)}
        >
          Make a rule of this filter…
        </MenuItem>
        {active?.editable && (
          <>
            <MenuItem icon={<Pencil className="i i14" />} onSelect={() => setDialog("rename")}>
              Rename…
            </MenuItem>
            <MenuItem
              icon={<Share2 className="i i14" />}
              onSelect={() => void act.change(active, { shared: !active.shared }).catch(say)}
            >
              {active.shared ? "Make it private" : "Share with the workspace"}
            </MenuItem>
            <MenuItem icon={<Trash2 className="i i14" />} onSelect={() => void act.remove(active).catch(say)}>
              Delete
            </MenuItem>
          </>
        )}
      </Menu>
      {dialog === "new" && (
        <ViewDialog title="Save view" action="Save" sharing onClose={() => setDialog(null)} onDone={act.save} />
      )}
      {dialog === "rename" && active && (
        <ViewDialog
          title="Rename view"
          action="Rename"
          name={active.name}
          onClose={() => setDialog(null)}
          onDone={({ name }) => act.change(active, { name })}
        />
      )}
    </>
  );
}

/** A new rule's address; what it watches for has no time. */
function ruleOf(filter: string): URLSearchParams {
  const params = new URLSearchParams(filter);
  params.delete("since");
  params.delete("until");
  return new URLSearchParams({ edit: "new", filter: params.toString() });
}
