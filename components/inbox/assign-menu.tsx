import { useQuery } from "@tanstack/react-query";
import { UserRoundPlus } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";
import { MenuItem } from "@/components/ui/menu-item";
import { membersQuery } from "@/lib/browser/members-query";
import { usePerson } from "@/lib/browser/streams-of-person";

type Someone = { id: string; name: string };

type AssignMenuProps = {
  workspace: string;
  disabled: boolean;
  title: string | undefined;
  assigned: Someone | null;
  onAssign: (to: Someone | null) => void;
};

/** Whose business it is: oneself first, then the others. */
export function AssignMenu({ workspace, disabled, title, assigned, onAssign }: AssignMenuProps) {
  const self = usePerson();
  const { data, error } = useQuery({ ...membersQuery(workspace), enabled: !disabled });
  const members = (data?.members ?? []).map(({ id, email, name }) => ({
    id,
    name: name ?? email,
    isSelf: email === self,
  }));
  members.sort((a, b) => Number(b.isSelf) - Number(a.isSelf) || a.name.localeCompare(b.name));
  return (
    <Menu
      trigger={
        <Button data-press="a" disabled={disabled} title={title ?? "Assign (a)"}>
          <UserRoundPlus className="i i14" />
          Assign
        </Button>
      }
    >
      {error && <div className="menu-label">The people can't be read just now.</div>}
      {members.map(({ id, name, isSelf }) => (
        <MenuItem key={id} checked={assigned?.id === id} onSelect={() => onAssign({ id, name })}>
          {isSelf ? `${name} (you)` : name}
        </MenuItem>
      ))}
      {assigned && (
        <>
          <div className="menu-rule" />
          <MenuItem onSelect={() => onAssign(null)}>Nobody</MenuItem>
        </>
      )}
    </Menu>
  );
}
