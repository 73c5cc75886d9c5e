import { blockFields, blockSize, blocksReadModel, secondZero } from "../store/block-fields";
import type { Projection } from "./projection";

/** Places in a block as two bytes each, the first place 0. */
const place = `int2send(((e.cursor - 1) % ${blockSize})::int2)`;
const hashes = blockFields.map((field, i) => `hashtextextended(e.${field}, ${i})`).join(", ");

/** The second of an event's timestamp as four bytes, counted from the one that keeps all that a log may hold within them. */
const second = `int4send(greatest(-2147483648, least(2147483647,
  floor(date_part('epoch', e.timestamp)) - ${secondZero}))::int)`;

/** The blocks that a range of cursors completes. The planner is told the range of their cursors too, as it can't guess it from `b`. */
const first = `($2::bigint / ${blockSize})`;
const end = `($3::bigint / ${blockSize})`;
const isCompleted = `e.workspace_id = $1 AND e.cursor > ${first} * ${blockSize} AND e.cursor <= ${end} * ${blockSize}`;

/**
 * The block index: where in the log each value of each filterable column occurs, a row a block and value; the span of
 * timestamps of each block; and the types that occur in blocks. Only blocks that are complete are written, each once, so
 * nothing is ever updated. What lies above the last complete block is read from the log itself (`store/page-events.ts`).
 *
 * The hashes are expanded in the select list: in FROM the same costs twice as much.
 */
export const blocksProjection: Projection = {
  ...blocksReadModel,
  tables: ["block_values", "blocks", "block_types"],
  concerns: ({ after, upTo }) => Math.floor(after / blockSize) < Math.floor(upTo / blockSize),
  statements: [
    `INSERT INTO block_values (workspace_id, value_hash, block, positions)
     SELECT $1, v.value_hash, b, v.positions
     FROM generate_series(${first}::int, ${end}::int - 1) b CROSS JOIN LATERAL (
       SELECT p.value_hash, string_agg(p.place, '') AS positions
       FROM (
         SELECT unnest(ARRAY[${hashes}]) AS value_hash, ${place} AS place FROM events e
         WHERE ${isCompleted} AND e.cursor > b::bigint * ${blockSize} AND e.cursor <= (b::bigint + 1) * ${blockSize}
       ) p
       WHERE p.value_hash IS NOT NULL GROUP BY p.value_hash
     ) v`,
    `INSERT INTO blocks (workspace_id, block, min_timestamp, max_timestamp, seconds)
     SELECT $1, ((e.cursor - 1) / ${blockSize})::int AS block, min(e.timestamp), max(e.timestamp),
       string_agg(${second}, '' ORDER BY e.cursor)
     FROM events e WHERE ${isCompleted} GROUP BY block`,
    `INSERT INTO block_types (workspace_id, event_type)
     SELECT DISTINCT $1::int, e.event_type FROM events e WHERE ${isCompleted} ON CONFLICT DO NOTHING`,
  ],
  async forget(client, { workspaceId, after, upTo }) {
    await client.query({ name: "forget-block-values", text: forgetValues, values: [workspaceId, after, upTo] });
    await client.query({
      name: "forget-blocks",
      text: `DELETE FROM blocks WHERE workspace_id = $1 AND block >= ${first} AND block < ${end}`,
      values: [workspaceId, after, upTo],
    });
  },
};

/**
 * A row goes with the last of its events, which names it: by the block alone it could not be found. In a block of which some are
 * left, rows that name any of those stay as they are. Types stay too: what they are for bears one too many.
 */
const forgetValues = `
  DELETE FROM block_values v USING (
    SELECT DISTINCT unnest(ARRAY[${hashes}]) AS value_hash, ((e.cursor - 1) / ${blockSize})::int AS block
    FROM events e WHERE e.workspace_id = $1 AND e.cursor > $2 AND e.cursor <= $3
  ) gone
  WHERE v.workspace_id = $1 AND v.value_hash = gone.value_hash AND v.block = gone.block AND (v.block < ${end} OR NOT EXISTS (
    SELECT FROM generate_series(0, length(v.positions) - 2, 2) AS place
    WHERE get_byte(v.positions, place) * 256 + get_byte(v.positions, place + 1) >= $3::bigint % ${blockSize}
  ))`;
