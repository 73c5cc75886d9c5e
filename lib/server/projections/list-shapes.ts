import type { PoolClient } from "pg";
import { processState } from "../process-state";
import type { ShapeNames } from "./rollup-names";

/** The shapes of a log at their numbers, of which 0 is none. */
type Shapes = readonly (ShapeNames | undefined)[];

/** Logs whose shapes are kept, those asked for last, and shapes to each: whoever may ingest may make up types without end. */
const logsMax = 16;
const shapesMax = 20_000;

const kept = processState("rollup-shapes", () => new Map<string, Shapes>());

/**
 * Every shape that a log has had, at its number. A number means the same for good, so only those are read that are new; `logId`
 * tells a restored log, whose numbers may mean something else, from the one before.
 */
export async function listShapes(
  client: PoolClient,
  { workspaceId, logId }: { workspaceId: number; logId: string },
): Promise<Shapes> {
  const key = `${workspaceId} ${logId}`;
  const known = kept.get(key) ?? [undefined];
  const { rows } = await client.query<[number, ...ShapeNames]>({
    rowMode: "array",
    text: `SELECT shape, event_type, category, status, severity, source FROM rollup_shapes
      WHERE workspace_id = $1 AND shape >= $2 ORDER BY shape`,
    values: [workspaceId, known.length],
  });
  const shapes = [...known];
  // The same few names make up thousands of shapes.
  const names = new Map<string, string>();
  const once = (name: string) => {
    const same = names.get(name) ?? name;
    names.set(name, same);
    return same;
  };
  for (const [shape, type, category, status, severity, source] of rows) {
    shapes[shape] = [once(type), once(category), once(status), once(severity), once(source)];
  }
  kept.delete(key);
  if (shapes.length > shapesMax) return shapes;
  kept.set(key, shapes);
  for (const oldest of kept.keys()) {
    if (kept.size <= logsMax) break;
    kept.delete(oldest);
  }
  return shapes;
}
