import { expect, test } from "vitest";
import { catchUpTurn } from "./catch-up-turn";

test("one reader goes at each turn of the event loop, in the order in which they came", async () => {
  const gone: number[] = [];
  const goneAtTurn: number[] = [];
  const turns = Promise.all([0, 1, 2, 3].map((reader) => catchUpTurn().then(() => gone.push(reader))));
  for (let turn = 0; turn < 6; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
    goneAtTurn.push(gone.length);
  }
  await turns;
  expect(gone).toEqual([0, 1, 2, 3]);
  expect(goneAtTurn).toEqual([1, 2, 3, 4, 4, 4]);
});
