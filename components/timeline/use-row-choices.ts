import { useCallback, useEffect } from "react";
import { useKeptChoice } from "@/lib/browser/use-kept-choice";
import { type Column, defaultColumns, formatColumns, parseColumns } from "@/lib/timeline/columns";
import type { Density } from "./list-lines";
import type { useTimelineAddress } from "./use-timeline-address";

type Address = Pick<ReturnType<typeof useTimelineAddress>, "page" | "setPage">;

/**
 * How a person likes the rows: kept in this browser, the columns also in the address, so that a link shows the same to
 * whoever follows it.
 */
export function useRowChoices({ page, setPage }: Address) {
  const [keptColumns, keepColumns] = useKeptChoice("columns");
  const [keptDensity, keepDensity] = useKeptChoice("density");
  const named = page.get("columns");
  const columns = parseColumns(named) ?? parseColumns(keptColumns) ?? defaultColumns;
  const density: Density = keptDensity === "comfortable" ? "comfortable" : "compact";

  useEffect(() => {
    if (named === null && parseColumns(keptColumns) !== null) setPage({ columns: keptColumns }, { step: true });
  }, [named, keptColumns, setPage]);

  const setColumns = useCallback(
    (chosen: readonly Column[]) => {
      const text = formatColumns(chosen);
      keepColumns(text);
      setPage({ columns: text }, { step: true });
    },
    [keepColumns, setPage],
  );
  const setDensity = useCallback((next: Density) => keepDensity(next === "comfortable" ? next : null), [keepDensity]);
  return { columns, density, setColumns, setDensity };
}

export type RowChoices = ReturnType<typeof useRowChoices>;
