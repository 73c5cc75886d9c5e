import { expect, test } from "vitest";
import { stackHeights } from "./stack-heights";

const floors = [2, 2, 0];
const sum = (heights: number[]) => heights.reduce((total, height) => total + height, 0);

test("parts are as high as their share", () => {
  expect(stackHeights([10, 20, 70], floors, 50)).toEqual([5, 10, 35]);
});

test("one error among ten thousand events has two pixels, and the bar keeps its height", () => {
  const heights = stackHeights([1, 0, 9_999], floors, 50);
  expect(heights[0]).toBe(2);
  expect(sum(heights)).toBeCloseTo(50);
});

test("a bar of warnings and errors alone grows rather than hide one of them", () => {
  expect(stackHeights([1, 1, 0], floors, 1)).toEqual([2, 2, 0]);
});

test("nothing is nothing", () => {
  expect(stackHeights([0, 0, 0], floors, 0)).toEqual([0, 0, 0]);
});
