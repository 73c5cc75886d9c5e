// @ts-check
import { readFileSync } from "node:fs";

// npm leaves optional packages that its registry doesn't have out of the lock without a word, and `npm ci` then fails
// elsewhere; and an address in the lock ties it to one registry.
const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8"));
const entries = Object.entries(packages);
const names = new Set(entries.map(([path]) => path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length)));
const optional = entries.flatMap(([, entry]) => Object.keys(entry.optionalDependencies ?? {}));
const missing = [...new Set(optional)].filter((name) => !names.has(name));
const tied = entries.flatMap(([path, entry]) => (entry.resolved && !entry.link ? [path] : []));

for (const name of missing) console.error(`${name} is an optional dependency without an entry in package-lock.json.`);
for (const path of tied) console.error(`${path} has a download address in package-lock.json.`);
process.exitCode = missing.length + tied.length > 0 ? 1 : 0;
