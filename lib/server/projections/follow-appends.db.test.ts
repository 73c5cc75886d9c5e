import { beforeAll, expect, test } from "vitest";
import { ingestEndpoint } from "../endpoints/ingest";
import { counting, createCountingTable, fillLog, readCounts } from "../testing/counting-projection";
import { call, createTestWorkspace, withTestDatabase } from "../testing/test-workspace";
import { followAppends } from "./follow-appends";

withTestDatabase();
beforeAll(createCountingTable);

const options = { withinMs: 10_000, projections: [counting] };

test("What this process has appended to is folded after the answer, and nothing else.", async () => {
  const [mine, other] = [await createTestWorkspace(), await createTestWorkspace()];
  await fillLog(other.id, 10);
  const post = (body: unknown[]) => call(ingestEndpoint, { method: "POST", key: mine.key, body });
  for (const count of [3, 200]) {
    const events = Array.from({ length: count }, (_, i) => ({ event_type: "note", agent_id: `a${i % 7}` }));
    const [answered, answeredToo] = [followAppends(options), followAppends(options)];
    expect((await post(events)).status).toBe(200);
    // As many answers as there are, one does the work.
    await Promise.all([answered(), answeredToo()]);
    const { model, log } = await readCounts(mine.id);
    expect(model).toEqual(log);
  }
  expect((await readCounts(other.id)).model).toEqual([]);
});

test("When the time is up the rest is left, to the tick.", async () => {
  const { id, key } = await createTestWorkspace();
  const answered = followAppends({ ...options, withinMs: 0 });
  await call(ingestEndpoint, { method: "POST", key, body: [{ event_type: "note", agent_id: "a" }] });
  await answered();
  expect((await readCounts(id)).model).toEqual([]);
});
