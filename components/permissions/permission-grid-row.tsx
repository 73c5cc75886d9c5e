// biome-ignore-all lint/a11y/useSemanticElements: a table's rows can't be left out of the document while they are out of view.
// biome-ignore-all lint/a11y/useFocusableInteractive: the cells take the focus.
import { memo } from "react";
import { PermissionMark } from "@/components/ui/permission-mark";
import { shortenId } from "@/lib/timeline/actor";
import type { PermissionMatrix } from "@/lib/timeline/permission-matrix";
import { agentWords, decisionWords, operationWords } from "./cell-words";
import type { Place } from "./step-in";

type PermissionGridRowProps = {
  matrix: PermissionMatrix;
  row: number;
  name: string | undefined;
  /** The columns in view, and the width of those before them. */
  first: number;
  last: number;
  before: number;
  width: number;
  /** The cell in the order of Tab, where it is in this row. */
  activeColumn: number | null;
  onActivate: (place: Place) => void;
  onOpen: (agent: string | null, operation: string | null) => void;
};

/** One agent's row. Scrolling down draws only the rows that come: hence plain props and memo. */
export const PermissionGridRow = memo(function PermissionGridRow(props: PermissionGridRowProps) {
  const { matrix, row, name, first, last, before, width, activeColumn, onActivate, onOpen } = props;
  const agent = matrix.agents[row] ?? null;
  const columns = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return (
    <div role="row" aria-rowindex={row + 2} className="pm-row" style={{ width }}>
      <div role="rowheader" aria-colindex={1} title={agent ?? undefined} className="pm-who">
        {agent === null ? agentWords(null) : (name ?? shortenId(agent))}
      </div>
      {columns.map((column) => {
        const operation = matrix.operations[column] ?? null;
        const permission = matrix.find(agent, operation);
        const words = `${agentWords(agent, name)}, ${operationWords(operation)}: ${decisionWords(permission)}`;
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the grid listens to the keys.
          <div
            key={column}
            role="gridcell"
            aria-colindex={column + 2}
            aria-label={words}
            title={words}
            tabIndex={column === activeColumn ? 0 : -1}
            data-at={`${row}:${column}`}
            data-decided={permission ? "" : undefined}
            className="pm-cell"
            style={column === first ? { marginLeft: before } : undefined}
            onClick={() => {
              onActivate({ row, column });
              if (permission) onOpen(agent, operation);
            }}
          >
            <PermissionMark permission={permission} />
          </div>
        );
      })}
    </div>
  );
});
