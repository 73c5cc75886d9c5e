// biome-ignore-all lint/a11y/useSemanticElements: a table's rows can't be left out of the document while they are out of view.
// biome-ignore-all lint/a11y/useFocusableInteractive: the cells take the focus.
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useState } from "react";
import type { PermissionMatrix } from "@/lib/timeline/permission-matrix";
import { operationWords } from "./cell-words";
import { PermissionGridRow } from "./permission-grid-row";
import { type Place, stepIn } from "./step-in";

type PermissionGridProps = {
  matrix: PermissionMatrix;
  nameOf: (agent: string) => string | undefined;
  onOpen: (agent: string | null, operation: string | null) => void;
};

const rowPx = 26;
const columnPx = 30;
const headPx = 132;
const namePx = 200;
/** What the server takes for the size of the view, so that the first picture has cells. */
const initialRect = { width: 1_200, height: 800 };

/**
 * Agents down, operations across; only what is in view is in the document. One cell is in the order of Tab, arrows go on
 * from it, Enter opens it.
 */
export function PermissionGrid({ matrix, nameOf, onOpen }: PermissionGridProps) {
  const { agents, operations } = matrix;
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<Place>({ row: 0, column: 0 });
  const isFocusDue = useRef(false);
  const common = { getScrollElement: () => scroller.current, overscan: 6, initialRect };
  const rows = useVirtualizer({
    ...common,
    count: agents.length,
    estimateSize: () => rowPx,
    scrollMargin: headPx,
    scrollPaddingStart: headPx,
  });
  const columns = useVirtualizer({
    ...common,
    horizontal: true,
    count: operations.length,
    estimateSize: () => columnPx,
    scrollMargin: namePx,
    scrollPaddingStart: namePx,
  });
  const size = { rows: agents.length, columns: operations.length };
  const at: Place = { row: Math.min(active.row, size.rows - 1), column: Math.min(active.column, size.columns - 1) };

  // A cell far away is in the document only after the scroll that it asks for.
  useEffect(() => {
    if (!isFocusDue.current) return;
    const cell = scroller.current?.querySelector<HTMLElement>(`[data-at="${at.row}:${at.column}"]`);
    if (!cell) return;
    isFocusDue.current = false;
    cell.focus({ preventScroll: true });
  });

  const shownRows = rows.getVirtualItems();
  const shown = columns.getVirtualItems();
  const before = (shown[0]?.start ?? namePx) - namePx;
  const width = namePx + columns.getTotalSize();
  return (
    <div
      ref={scroller}
      role="grid"
      aria-label="Agents and operations"
      aria-rowcount={size.rows + 1}
      aria-colcount={size.columns + 1}
      className="pm panel"
      onKeyDown={(event) => {
        const next = stepIn(at, event, size);
        if (next) {
          event.preventDefault();
          isFocusDue.current = true;
          setActive(next);
          rows.scrollToIndex(next.row);
          columns.scrollToIndex(next.column);
        } else if ((event.key === "Enter" || event.key === " ") && isDecided(matrix, at)) {
          event.preventDefault();
          onOpen(agents[at.row] ?? null, operations[at.column] ?? null);
        }
      }}
    >
      <div role="row" aria-rowindex={1} className="pm-head" style={{ width }}>
        <div role="columnheader" aria-colindex={1} className="pm-corner">
          Agent
        </div>
        {shown.map(({ index }) => {
          const words = operationWords(operations[index] ?? null);
          return (
            <div
              key={index}
              role="columnheader"
              aria-colindex={index + 2}
              title={words}
              className="pm-col"
              style={index === shown[0]?.index ? { marginLeft: before } : undefined}
            >
              <span>{words}</span>
            </div>
          );
        })}
      </div>
      <div
        role="rowgroup"
        style={{ width, height: rows.getTotalSize(), paddingTop: (shownRows[0]?.start ?? headPx) - headPx }}
      >
        {shownRows.map(({ index: row }) => {
          const agent = agents[row] ?? null;
          return (
            <PermissionGridRow
              key={row}
              matrix={matrix}
              row={row}
              name={agent === null ? undefined : nameOf(agent)}
              first={shown[0]?.index ?? 0}
              last={shown.at(-1)?.index ?? -1}
              before={before}
              width={width}
              activeColumn={row === at.row ? at.column : null}
              onActivate={setActive}
              onOpen={onOpen}
            />
          );
        })}
      </div>
    </div>
  );
}

function isDecided({ agents, operations, find }: PermissionMatrix, { row, column }: Place): boolean {
  return find(agents[row] ?? null, operations[column] ?? null) !== undefined;
}
