import { expect, test } from "vitest";
import { Turns } from "./turns";

/** Members whose turns end when the test says so; `begun` is who got a turn, in order. */
function observed(places: number) {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const turns = new Turns<string>(places, (member) => {
    begun.push(member);
    return new Promise((resolve) => ends.set(member, resolve));
  });
  const end = async (member: string) => {
    ends.get(member)?.();
    ends.delete(member);
    // The place is handed on in microtasks.
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { turns, begun, end };
}

test("a free place is taken at once, and no more turns run than there are places", async () => {
  const { turns, begun, end } = observed(2);
  for (const member of ["a", "b", "c", "d"]) turns.ask(member);
  expect(begun).toEqual(["a", "b"]);
  await end("b");
  expect(begun).toEqual(["a", "b", "c"]);
});

test("who wants another turn stands behind everybody who waits", async () => {
  const { turns, begun, end } = observed(1);
  for (const member of ["hot", "b", "c"]) turns.ask(member);
  for (const member of ["hot", "b", "c", "hot"]) {
    expect(begun.at(-1)).toBe(member);
    if (member === "hot") turns.ask("hot");
    await end(member);
  }
  expect(begun).toEqual(["hot", "b", "c", "hot", "hot"]);
});
