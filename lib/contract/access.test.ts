import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type Access, access, pageAccess } from "./access";
import { accessWords } from "./access-words";

const document = readFileSync(new URL("../../docs/security.md", import.meta.url), "utf8");

test("docs/security.md tells the table of access as it is", () => {
  const rows = Object.entries(access as Readonly<Record<string, Access>>).map(([row, need]) => {
    const [method, path] = row.split(" ");
    return `| ${method} | \`${path}\` | ${accessWords(need)} |`;
  });
  expect(tableUnder("### Addresses of the API")).toEqual(rows);
});

test("and that of pages", () => {
  const rows = Object.entries(pageAccess).map(
    ([page, least]) =>
      `| \`${page}\` | ${least === null ? "Anybody" : `Whoever is ${least} or more in the workspace`} |`,
  );
  expect(tableUnder("### Pages")).toEqual(rows);
});

test("what docs/security.md names as proof is there", () => {
  const named = [...document.matchAll(/`((?:app|components|docs|e2e|lib)\/[^`*]+\.\w+|proxy\.test\.ts)`/g)].map(
    ([, file]) => file,
  );
  expect(named.length).toBeGreaterThan(30);
  expect(named.filter((file) => !existsSync(new URL(`../../${file}`, import.meta.url)))).toEqual([]);
});

/** The rows of the first table under a heading. */
function tableUnder(heading: string): string[] {
  const [, after = ""] = document.split(`${heading}\n`);
  const lines = after.split("\n");
  const from = lines.findIndex((line) => line.startsWith("| ---"));
  const rows = lines.slice(from + 1);
  return rows.slice(
    0,
    rows.findIndex((line) => !line.startsWith("|")),
  );
}
