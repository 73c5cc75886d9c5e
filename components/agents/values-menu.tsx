import { ChevronDown } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";
import { MenuItem } from "@/components/ui/menu-item";

type ValuesMenuProps = {
  name: string;
  values: readonly string[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
};

/** Chooses any of the values that occur; without a choice all of them. */
export function ValuesMenu({ name, values, chosen, onChange }: ValuesMenuProps) {
  const offered = [...new Set([...values, ...chosen])].sort((a, b) => a.localeCompare(b, "en"));
  if (offered.length === 0) return null;
  const toggle = (value: string) =>
    onChange(chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value]);
  const label = chosen.length === 0 ? name : `${name}: ${chosen.length === 1 ? chosen[0] : `${chosen.length} of them`}`;
  return (
    <Menu
      trigger={
        <Button pressed={chosen.length > 0} className="max-w-[220px]">
          <span className="cut">{label}</span>
          <ChevronDown className="i i12" />
        </Button>
      }
    >
      {chosen.length > 0 && <MenuItem onSelect={() => onChange([])}>Any {name.toLowerCase()}</MenuItem>}
      {offered.map((value) => (
        <MenuItem key={value} checked={chosen.includes(value)} onSelect={() => toggle(value)}>
          {value}
        </MenuItem>
      ))}
    </Menu>
  );
}
