import { expect, test } from "vitest";
import { columns, defaultColumns, formatColumns, parseColumns } from "./columns";

test("columns stand in one order, however they are named, and the sentence is always among them", () => {
  expect(parseColumns("source,time")).toEqual(["time", "sentence", "source"]);
  expect(parseColumns("cursor,cursor,colour")).toEqual(["cursor", "sentence"]);
});

test.each([null, "", "colour"])("%j names none", (text) => {
  expect(parseColumns(text)).toBeNull();
});

test("what is shown anyway needs no words; all else reads back", () => {
  expect(formatColumns([...defaultColumns].reverse())).toBeNull();
  expect(parseColumns(formatColumns(columns))).toEqual(columns);
});
