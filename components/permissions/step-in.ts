export type Place = { row: number; column: number };

const pageRows = 12;

/** Where a key leads in a grid: arrows, Home and End in the row (with Ctrl in the grid), pages of rows. Null for other keys. */
export function stepIn(
  { row, column }: Place,
  { key, ctrlKey, altKey, metaKey }: Pick<KeyboardEvent, "key" | "ctrlKey" | "altKey" | "metaKey">,
  size: { rows: number; columns: number },
): Place | null {
  if (altKey || metaKey) return null;
  const last = { row: size.rows - 1, column: size.columns - 1 };
  const to = (place: Place): Place => ({
    row: Math.max(0, Math.min(last.row, place.row)),
    column: Math.max(0, Math.min(last.column, place.column)),
  });
  switch (key) {
    case "ArrowUp":
      return to({ row: row - 1, column });
    case "ArrowDown":
      return to({ row: row + 1, column });
    case "ArrowLeft":
      return to({ row, column: column - 1 });
    case "ArrowRight":
      return to({ row, column: column + 1 });
    case "Home":
      return to({ row: ctrlKey ? 0 : row, column: 0 });
    case "End":
      return to({ row: ctrlKey ? last.row : row, column: last.column });
    case "PageUp":
      return to({ row: row - pageRows, column });
    case "PageDown":
      return to({ row: row + pageRows, column });
    default:
      return null;
  }
}
