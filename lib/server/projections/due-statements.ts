import { createHash } from "node:crypto";
import type { PoolClient } from "pg";
import { inRange } from "./fold-sql";
import type { Projection, Range } from "./projection";

type Due = { text: string; range: Range };

/**
 * The statements that the ranges need, in order. Whether they hold events of the sort that a statement is about is found out
 * for all statements by one look: of most ranges budgets, tasks and what people say of agents have nothing.
 */
export async function dueStatements(
  client: PoolClient,
  moves: readonly ({ projection: Projection } & Range)[],
): Promise<Due[]> {
  const wanted = moves
    .filter(({ projection, ...range }) => projection.concerns?.(range) ?? true)
    .flatMap(({ projection, workspaceId, after, upTo }) =>
      projection.statements.map((statement) => ({
        ...(typeof statement === "string" ? { text: statement, when: null } : statement),
        range: { workspaceId, after, upTo },
      })),
    );
  const looks = new Map<string, { range: Range; conditions: Set<string> }>();
  for (const { when, range } of wanted) {
    if (when === null) continue;
    const look = looks.get(placeOf(range)) ?? { range, conditions: new Set() };
    looks.set(placeOf(range), { ...look, conditions: look.conditions.add(when) });
  }
  const met = new Set<string>();
  for (const [place, { range, conditions }] of looks) {
    for (const condition of await conditionsMet(client, range, [...conditions])) met.add(`${place} ${condition}`);
  }
  return wanted.filter(({ when, range }) => when === null || met.has(`${placeOf(range)} ${when}`));
}

/** A connection knows a statement by its name, whatever text comes with it. */
export const statementName = (text: string) =>
  `fold ${createHash("sha256").update(text).digest("base64").slice(0, 16)}`;

const placeOf = ({ after, upTo }: Range) => `${after}-${upTo}`;

async function conditionsMet(
  client: PoolClient,
  { workspaceId, after, upTo }: Range,
  conditions: readonly string[],
): Promise<string[]> {
  const text = `SELECT ${conditions.map((condition) => `bool_or(${condition})`).join(", ")} FROM events e WHERE ${inRange}`;
  const { rows } = await client.query<(boolean | null)[]>({
    name: statementName(text),
    rowMode: "array",
    text,
    values: [workspaceId, after, upTo],
  });
  return conditions.filter((_, i) => rows[0]?.[i]);
}
