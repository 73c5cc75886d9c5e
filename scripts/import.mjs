// @ts-check
import { createReadStream, statSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { ensureGenerated } from "./build.mjs";
import { FriendlyError } from "./friendly-error.mjs";
import { ensureInstalled } from "./install.mjs";
import { reportAndExit } from "./report-and-exit.mjs";

// npm run import -- --workspace <slug> <file.ndjson>: an NDJSON export into a workspace. Run again it changes nothing.

const root = fileURLToPath(new URL("..", import.meta.url));
const usage = "Usage: npm run import -- --workspace <slug> <export.ndjson>";
/** What is told of lines that are no events, one by one. */
const refusedToldMax = 20;

try {
  const { values, positionals } = parseArgs({ options: { workspace: { type: "string" } }, allowPositionals: true });
  const [file, ...more] = positionals;
  if (!values.workspace || file === undefined || more.length > 0) throw new FriendlyError(usage);
  // npm runs scripts in the project's folder, and says in which folder it was called.
  const path = join(file.startsWith("/") ? "/" : (process.env.INIT_CWD ?? process.cwd()), file);
  const bytes = statSync(path, { throwIfNoEntry: false })?.size;
  if (bytes === undefined) throw new FriendlyError(`There is no file ${path}.`);
  process.chdir(root);
  await ensureInstalled(root);
  await ensureGenerated(root);
  await importFile(values.workspace, path, bytes);
} catch (error) {
  reportAndExit(error);
}

/**
 * @param {string} slug
 * @param {string} path
 * @param {number} bytes
 */
async function importFile(slug, path, bytes) {
  const { tsImport } = await import("tsx/esm/api");
  /** @type {typeof import("./import-file.ts")} */
  const { importFile: run } = await tsImport("./import-file.ts", import.meta.url);
  const stream = createReadStream(path);
  const startedAt = Date.now();
  const { stored, duplicates, refused } = await run(slug, linesOf(stream), ({ stored, duplicates }) => {
    const share = bytes === 0 ? 1 : stream.bytesRead / bytes;
    const filled = Math.round(share * 30);
    const bar = "█".repeat(filled) + "·".repeat(30 - filled);
    if (process.stdout.isTTY) {
      process.stdout.write(`\r${bar} ${Math.floor(share * 100)} %  ${stored + duplicates} events`);
    }
  });
  if (process.stdout.isTTY) process.stdout.write("\n");
  const seconds = Math.max(0.001, (Date.now() - startedAt) / 1_000);
  console.log(
    `${stored} events stored, ${duplicates} were there already, ${refused.length} refused; ${Math.round((stored + duplicates) / seconds)} a second.`,
  );
  for (const { line, message } of refused.slice(0, refusedToldMax)) console.log(`  line ${line}: ${message}`);
  if (refused.length > refusedToldMax) console.log(`  … and ${refused.length - refusedToldMax} more`);
  process.exitCode = refused.length > 0 ? 1 : 0;
}

/**
 * The reader is made when the first line is asked for: what it reads before somebody listens is lost.
 * @param {import("node:fs").ReadStream} stream
 */
async function* linesOf(stream) {
  yield* createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY });
}
