import { describe, expect, test } from "vitest";
import { completeKinds } from "./complete-kinds";

const known = [
  { type: "task_started", count: 30 },
  { type: "task_failed", count: 2 },
  { type: "workflow_failed", count: 1 },
  { type: "task.created", count: 4 },
  { type: "canary.promoted", count: 0 },
];
const kinds = (text: string) => completeKinds(text, known).map(({ kind }) => kind);

describe("completeKinds", () => {
  test("A beginning becomes its families, then the types that begin with it, then those that hold it", () => {
    expect(kinds("task")).toEqual(["task_*", "task_started", "task_failed", "task.created"]);
    expect(kinds("fail")).toEqual(["*_failed", "task_failed", "workflow_failed"]);
  });

  test("A pattern is offered as it stands, with what it takes in; a dot is a dot", () => {
    expect(completeKinds("task.*", known)).toEqual([
      { kind: "task.*", types: 1, count: 4 },
      { kind: "task.created", types: 1, count: 4 },
    ]);
    expect(kinds("no_*")).toEqual(["no_*"]);
  });

  test("Nothing typed: families first, never one of a single type", () => {
    expect(kinds("").slice(0, 2)).toEqual(["task_*", "*_failed"]);
    expect(kinds("canary")).toEqual(["canary.promoted"]);
  });
});
