import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { expect, test } from "vitest";

const ofBrowser = ["components", "lib/browser", "app"].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((file) => /\.tsx?$/.test(file) && !/\.(test|test-d)\./.test(file))
    .filter((file) => folder !== "app" || readFileSync(file, "utf8").startsWith('"use client"')),
);

test("No page carries schemas: what runs in the browser imports their types, and constants from beside them", async () => {
  const { metafile } = await build({
    entryPoints: ofBrowser,
    outdir: "unwritten",
    bundle: true,
    packages: "external",
    write: false,
    metafile: true,
    logLevel: "silent",
  });
  const carriers = Object.entries(metafile.inputs)
    .filter(([, { imports }]) => imports.some(({ path }) => path === "zod" || path.startsWith("zod/")))
    .map(([file, { imports: _ }]) => {
      const importers = Object.entries(metafile.inputs).filter(([, { imports }]) =>
        imports.some(({ path }) => path === file),
      );
      return `${file}, imported by ${importers.map(([importer]) => importer).join(", ")}`;
    });
  expect(ofBrowser.length).toBeGreaterThan(100);
  expect(carriers).toEqual([]);
});
