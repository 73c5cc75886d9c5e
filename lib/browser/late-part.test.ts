import { expect, test, vi } from "vitest";
import { latePart } from "./late-part";

test("A part comes once, however often it is asked for, and everybody hears of it", async () => {
  const fetchPart = vi.fn(async () => "menu");
  const part = latePart(fetchPart);
  const heard: string[] = [];
  part.subscribe(() => heard.push(part.state().kind));
  expect(part.state()).toEqual({ kind: "absent" });
  await Promise.all([part.bring(), part.bring()]);
  await part.bring();
  expect(part.state()).toEqual({ kind: "here", value: "menu" });
  expect(heard).toEqual(["coming", "here"]);
  expect(fetchPart).toHaveBeenCalledTimes(1);
});

test("A part that could not be fetched says so, and comes when it is asked for again", async () => {
  const part = latePart(vi.fn().mockRejectedValueOnce(new Error("away")).mockResolvedValueOnce("menu"));
  await part.bring();
  expect(part.state()).toEqual({ kind: "failed" });
  await part.bring();
  expect(part.state()).toEqual({ kind: "here", value: "menu" });
});

test("Who no longer listens hears nothing", async () => {
  const part = latePart(async () => "menu");
  const changed = vi.fn();
  part.subscribe(changed)();
  await part.bring();
  expect(changed).not.toHaveBeenCalled();
});
