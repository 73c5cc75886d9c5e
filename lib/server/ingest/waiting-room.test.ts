import { expect, test } from "vitest";
import { WaitingRoom } from "./waiting-room";

const one = { events: 1, weight: 10 };
const room = () => new WaitingRoom({ weightMax: 100, workspaceWeightMax: 40 });

/** Lets loads of one workspace in until the room refuses; answers how many came in and why no more did. */
function fill(into: WaitingRoom, workspaceId: number) {
  let entered = 0;
  let full = into.enter(workspaceId, one);
  while (full === null) {
    entered += 1;
    full = into.enter(workspaceId, one);
  }
  return { entered, full };
}

test("a runaway fills its own part, and the others still find room until all of it is taken", () => {
  const shared = room();
  expect(fill(shared, 1)).toEqual({ entered: 4, full: "workspace_full" });
  expect(fill(shared, 2)).toEqual({ entered: 4, full: "workspace_full" });
  expect(fill(shared, 3)).toEqual({ entered: 2, full: "instance_full" });
  expect(fill(shared, 4)).toEqual({ entered: 0, full: "instance_full" });
  expect(shared.events).toBe(10);
});

test("whoever leaves makes room, for its workspace and for all", () => {
  const shared = room();
  for (const workspaceId of [1, 2, 3]) fill(shared, workspaceId);
  for (let i = 0; i < 4; i++) shared.leave(1, one);
  expect(fill(shared, 4)).toEqual({ entered: 4, full: "workspace_full" });
  for (const [workspaceId, count] of [
    [2, 4],
    [3, 2],
    [4, 4],
  ] as const) {
    for (let i = 0; i < count; i++) shared.leave(workspaceId, one);
  }
  expect(shared.events).toBe(0);
  expect(fill(shared, 1)).toEqual({ entered: 4, full: "workspace_full" });
});
