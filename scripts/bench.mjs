// @ts-check
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { ensureGenerated } from "./build.mjs";
import { FriendlyError } from "./friendly-error.mjs";
import { ensureInstalled } from "./install.mjs";
import { reportAndExit } from "./report-and-exit.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = join(root, "bench");
const names = readdirSync(folder).flatMap((file) => (file.endsWith(".ts") ? [file.slice(0, -3)] : []));
const [wanted, ...rest] = process.argv.slice(2);

try {
  if (wanted === undefined)
    console.log(["Usage: npm run bench -- <name>", ...names.map((name) => `  ${name}`)].join("\n"));
  else if (names.includes(wanted)) await measure(wanted);
  else throw new FriendlyError(`There is no benchmark "${wanted}"; there are: ${names.join(", ") || "none"}.`);
} catch (error) {
  reportAndExit(error);
}

/** @param {string} name */
async function measure(name) {
  process.chdir(root);
  await ensureInstalled(root);
  await ensureGenerated(root);
  const { tsImport } = await import("tsx/esm/api");
  const bench = await tsImport(pathToFileURL(join(folder, `${name}.ts`)).href, import.meta.url);
  /** @type {{ name: string; value: number; unit: string }[]} */
  const results = await bench.default(rest);
  for (const result of results) console.log(`${result.name}: ${result.value} ${result.unit}`);
  mkdirSync(join(folder, "results"), { recursive: true });
  const report = { at: new Date().toISOString(), node: process.version, results };
  writeFileSync(join(folder, "results", `${name}.json`), `${JSON.stringify(report, null, 2)}\n`);
}
