import { parseAsArrayOf, parseAsStringLiteral, useQueryState } from "nuqs";
import { breakdownFields } from "@/lib/timeline/stats-breakdown";

const panels = ["time", ...breakdownFields] as const;
export type PanelName = (typeof panels)[number];

/** Which panels are read as tables; it stands in the address. */
export function useTables() {
  const [tables, setTables] = useQueryState(
    "tables",
    parseAsArrayOf(parseAsStringLiteral(panels)).withDefault([]).withOptions({ history: "replace" }),
  );
  return (panel: PanelName) => ({
    isTable: tables.includes(panel),
    onTable: (isTable: boolean) => {
      const others = tables.filter((each) => each !== panel);
      const next = isTable ? [...others, panel] : others;
      void setTables(next.length === 0 ? null : next);
    },
  });
}
