import { SlidersHorizontal } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";
import { Menu } from "@/components/ui/menu";
import { MenuCheck } from "@/components/ui/menu-check";
import { MenuItem } from "@/components/ui/menu-item";
import { columns, defaultColumns, formatColumns } from "@/lib/timeline/columns";
import { columnName } from "./event-columns";
import type { RowChoices } from "./use-row-choices";

/** Which columns the rows have, and how close they stand. */
export function RowsMenu({ choices }: { choices: RowChoices }) {
  const { columns: shown, density, setColumns, setDensity } = choices;
  return (
    <Menu
      align="end"
      trigger={
        <IconButton label="Columns and density" className="hm">
          <SlidersHorizontal className="i i14" />
        </IconButton>
      }
    >
      <MenuCheck checked={density === "comfortable"} onChange={(more) => setDensity(more ? "comfortable" : "compact")}>
        Comfortable rows <span className="faint">d</span>
      </MenuCheck>
      <div className="menu-rule" />
      <p className="menu-label">Columns</p>
      {columns.map((column) => (
        <MenuCheck
          key={column}
          checked={shown.includes(column)}
          disabled={column === "sentence"}
          onChange={(more) => setColumns(more ? [...shown, column] : shown.filter((one) => one !== column))}
        >
          {columnName(column)}
        </MenuCheck>
      ))}
      {formatColumns(shown) !== null && (
        <>
          <div className="menu-rule" />
          <MenuItem onSelect={() => setColumns(defaultColumns)}>As at first</MenuItem>
        </>
      )}
    </Menu>
  );
}
