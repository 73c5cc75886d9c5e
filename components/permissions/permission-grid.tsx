// biome-ignore-all lint/a11y/useSemanticElements: a table's rows can't be left out of the document while they are out of view.
// biome-ignore-all lint/a11y/useFocusableInteractive: the cells take the focus.
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useState } from "react";
import { PermissionMark } from "@/components/ui/permission-mark";
import { shortenId } from "@/lib/timeline/actor";
import type { PermissionMatrix } from "@/lib/timeline/permission-matrix";
import { agentWords, decisionWords, operationWords } from "./cell-words";
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
  const { agents, operations, find } = matrix;
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
          const name = agent === null ? undefined : nameOf(agent);
          return (
            <div key={row} role="row" aria-rowindex={row + 2} className="pm-row" style={{ width }}>
              <div role="rowheader" aria-colindex={1} title={agent ?? undefined} className="pm-who">
                {agent === null ? agentWords(null) : (name ?? shortenId(agent))}
              </div>
              {shown.map(({ index: column }) => {
                const operation = operations[column] ?? null;
                const permission = find(agent, operation);
                const words = `${agentWords(agent, name)}, ${operationWords(operation)}: ${decisionWords(permission)}`;
                const isActive = row === at.row && column === at.column;
                return (
                  // biome-ignore lint/a11y/useKeyWithClickEvents: the grid listens to the keys.
                  <div
                    key={column}
                    role="gridcell"
                    aria-colindex={column + 2}
                    aria-label={words}
                    title={words}
                    tabIndex={isActive ? 0 : -1}
                    data-at={`${row}:${column}`}
                    data-decided={permission ? "" : undefined}
                    className="pm-cell"
                    style={column === shown[0]?.index ? { marginLeft: before } : undefined}
                    onClick={() => {
                      setActive({ row, column });
                      if (permission) onOpen(agent, operation);
                    }}
                  >
                    <PermissionMark permission={permission} />
                  </div>
                );
              })}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function isDecided({ agents, operations, find }: PermissionMatrix, { row, column }: Place): boolean {
  return find(agents[row] ?? null, operations[column] ?? null) !== undefined;
}
