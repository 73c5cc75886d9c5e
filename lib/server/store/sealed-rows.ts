import { Prisma } from "../db/generated/client";
import { prisma } from "../db/prisma";

/** A column of sealed texts, by the names that the database has; `key` is the table's primary key. */
export type SealedColumn = { table: string; key: string; column: string };

export type SealedRow = { key: string; sealed: string };

const rowsMax = 200;

/** Some rows after `after` whose text doesn't begin with `seal`, in the order of their keys. */
export async function listSealedOtherwise(
  { table, key, column }: SealedColumn,
  { seal, after }: { seal: string; after: string },
): Promise<SealedRow[]> {
  const [t, k, c] = [table, key, column].map(name);
  return prisma().$queryRaw<SealedRow[]>`
    SELECT ${k}::text AS key, ${c} AS sealed FROM ${t}
    WHERE NOT starts_with(${c}, ${seal}) AND ${k}::text > ${after} ORDER BY ${k}::text LIMIT ${rowsMax}`;
}

/** Puts another text into a row, unless somebody else has by now. */
export async function replaceSealed(
  { table, key, column }: SealedColumn,
  { row, to }: { row: SealedRow; to: string },
): Promise<boolean> {
  const [t, k, c] = [table, key, column].map(name);
  const changed = await prisma().$executeRaw`
    UPDATE ${t} SET ${c} = ${to} WHERE ${k}::text = ${row.key} AND ${c} = ${row.sealed}`;
  return changed === 1;
}

/** Only ever names that the code itself writes; still nothing but a name. */
function name(text: string): Prisma.Sql {
  if (!/^[a-z_0-9]+$/.test(text)) throw new Error("That is no column's name.");
  return Prisma.raw(`"${text}"`);
}
