import type { PoolClient } from "pg";
import { blockFields } from "./block-fields";
import type { IndexTerms } from "./index-terms";
import { Bindings } from "./where-from-filter";

/**
 * A row of the block index: where in a block one value of a term occurs. The term of times comes after those of values; it
 * has one value, and the seconds of the block's events instead of positions, or null where all of them fit. Words come last, a
 * term each.
 */
export type BlockRow = { term: number; value: number; block: number; positions: Buffer | null };

/** Blocks from `first` to `last`, both included, in cursor order or against it. */
export type BlockRange = { first: number; last: number; order: "asc" | "desc" };

/** The block index as far as it concerns some terms. */
export type BlockRows = {
  /** The first rows of each value in a range of blocks, in its order: up to `limits[term]`. */
  next(range: BlockRange, limits: readonly number[]): Promise<BlockRow[]>;
  /** The rows of the values of all terms but one in the blocks given. */
  at(blocks: readonly number[], besides: number): Promise<BlockRow[]>;
};

type Asked = { workspaceId: number; terms: IndexTerms };

export function blockRowsOf(client: PoolClient, asked: Asked): BlockRows {
  return {
    next({ first, last, order }, limits) {
      const bindings = new Bindings();
      const within = `b.block >= ${bindings.bind(first)} AND b.block <= ${bindings.bind(last)}
        ORDER BY b.block ${order === "asc" ? "ASC" : "DESC"}`;
      return blockRows(client, { ...asked, bindings, within, limits, besides: null });
    },
    at(blocks, besides) {
      const bindings = new Bindings();
      const within = `b.block = ANY (${bindings.bind(blocks)}::int[])`;
      return blockRows(client, { ...asked, bindings, within, limits: null, besides });
    },
  };
}

type Statement = {
  bindings: Bindings;
  within: string;
  limits: readonly number[] | null;
  /** A term that is left out. */
  besides: number | null;
};

async function blockRows(
  client: PoolClient,
  { workspaceId, terms, bindings, within, limits, besides }: Asked & Statement,
): Promise<BlockRow[]> {
  if (terms.values.length === 0 && !terms.time) return [];
  const workspace = `b.workspace_id = ${bindings.bind(workspaceId)}`;
  const all = terms.values.flatMap(({ field, values }, term) =>
    term === besides ? [] : values.map((text, place) => ({ term, place, field: blockFields.indexOf(field), text })),
  );
  const timeTerm = terms.values.length;
  const list = (type: string, read: (value: (typeof all)[number]) => unknown) =>
    `${bindings.bind(all.map(read))}::${type}[]`;
  const lists = [
    list("int", (value) => value.term),
    list("int", (value) => value.place),
    list("int", (value) => value.field),
    list("text", (value) => value.text),
    list("int", (value) => limits?.[value.term] ?? null),
  ];
  const parts = [
    `SELECT t.term, t.place AS value, v.block, v.positions
     FROM unnest(${lists.join(", ")}) AS t (term, place, field, text, rows) CROSS JOIN LATERAL (
       SELECT b.block, b.positions FROM block_values b
       WHERE ${workspace} AND b.value_hash = hashtextextended(t.text, t.field) AND ${within} LIMIT t.rows
     ) v`,
  ];
  if (terms.time && besides !== timeTerm) {
    const since = `${bindings.bind(terms.time.since)}::timestamptz`;
    const until = `${bindings.bind(terms.time.until)}::timestamptz`;
    parts.push(
      `(SELECT ${timeTerm}, 0, b.block,
          CASE WHEN b.min_timestamp < ${since} OR b.max_timestamp >= ${until} THEN b.seconds END
        FROM blocks b
        WHERE ${workspace} AND b.max_timestamp >= ${since} AND b.min_timestamp < ${until} AND ${within}
        LIMIT ${bindings.bind(limits?.[timeTerm] ?? null)})`,
    );
  }
  const { rows } = await client.query<BlockRow>({ text: parts.join(" UNION ALL "), values: bindings.values });
  return rows;
}
