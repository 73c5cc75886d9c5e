import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(import.meta.url);
const folders = ["app", "components", "lib", "emitter"];

// TypeScript 7 has no API for tools, so swc parses; dependency-cruiser never tells it that a .tsx file holds JSX.
const swc = require("@swc/core");
const parseFileSync = swc.parseFileSync.bind(swc);
swc.parseFileSync = (file, options) => parseFileSync(file, { ...options, tsx: file.endsWith(".tsx") });

const { cruise } = await import("dependency-cruiser");
const { default: extractConfig } = await import("dependency-cruiser/config-utl/extract-depcruise-config");
const config = await extractConfig("./.dependency-cruiser.cjs");
const { output } = await cruise(folders, {
  ...config.options,
  ruleSet: { forbidden: config.forbidden },
  validate: true,
});
if (typeof output === "string") throw new Error("dependency-cruiser answered with text.");

for (const { from, to, rule } of output.summary.violations) {
  const comment = config.forbidden?.find(({ name }) => name === rule.name)?.comment;
  console.error(`${from} → ${to}: ${rule.name}. ${comment}`);
}

// A parser that fails to load cruises nothing, and would pass.
const sources = folders.flatMap(sourcesUnder).length;
const cruised = output.modules.filter(({ source }) => /\.tsx?$/.test(source)).length;
console.log(`${cruised} modules cruised, ${sources} source files, ${output.summary.error} violations.`);
process.exitCode = output.summary.error > 0 || cruised < sources ? 1 : 0;

function sourcesUnder(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}
