// @ts-check
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import { FriendlyError } from "./friendly-error.mjs";

/** What a build is made of; tests, documents and benchmarks don't make it stale. */
const sources = [
  "app",
  "components",
  "lib",
  "emitter",
  "public",
  "scripts",
  "server.ts",
  "proxy.ts",
  "prisma/schema.prisma",
];
const settings = ["next.config.mjs", "postcss.config.mjs", "tsconfig.json", "package-lock.json"];
const unbuilt = /\.(test|test-d|spec)\.[a-z]+$|^generated$|^node_modules$/;

const buildStamp = ".next/sightline-build-hash";
const schemaStamp = "lib/server/db/generated/sightline-schema-hash";

/** The front door's bundle, which `npm start` runs. */
export const serverBundle = "dist/server.mjs";

/**
 * Generates the Prisma client if the schema has changed.
 * @param {string} root the clone
 */
export async function ensureGenerated(root) {
  const hash = hashOf(root, ["prisma/schema.prisma", "package-lock.json"]);
  if (readStamp(root, schemaStamp) === hash) return;
  const env = { ...process.env, PRISMA_HIDE_UPDATE_MESSAGE: "1" };
  await run(root, "Generating the Prisma client", ["node_modules/prisma/build/index.js", "generate"], env);
  writeFileSync(join(root, schemaStamp), hash);
}

/**
 * Builds the pages and the front door, if the sources have changed since.
 * @param {string} root the clone
 */
export async function ensureBuilt(root) {
  const hash = hashOf(root, [...sources, ...settings]);
  if (readStamp(root, buildStamp) === hash && existsSync(join(root, serverBundle))) return;
  const startedAt = Date.now();
  console.log("Building…");
  rmSync(join(root, buildStamp), { force: true });
  // NODE_ENV=test or =development, inherited from a caller's shell, would make a build that production can't serve.
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  await run(root, "Building", ["node_modules/next/dist/bin/next", "build"], env);
  await packFiles(join(root, ".next/static"));
  await bundleServer(root);
  writeFileSync(join(root, buildStamp), hash);
  console.log(`Built in ${Math.round((Date.now() - startedAt) / 1_000)} s.`);
}

const pack = promisify(brotliCompress);
/** The last step up to 11 takes twice as long for two percent more. */
const packQuality = 10;

/**
 * Lays a packed copy beside each script and style: a tenth smaller than what would be packed with each answer.
 * @param {string} folder
 */
async function packFiles(folder) {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => /\.(js|css)$/.test(name));
  await Promise.all(
    names.map(async (name) => {
      const content = await readFile(join(folder, name));
      const params = {
        [constants.BROTLI_PARAM_QUALITY]: packQuality,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      };
      await writeFile(join(folder, `${name}.br`), await pack(content, { params }));
    }),
  );
}

/**
 * Bundles the front door; packages stay outside, as Next's own bundle shares them.
 * @param {string} root the clone
 */
export async function bundleServer(root) {
  const { build, stop } = await import("esbuild");
  await build({
    absWorkingDir: root,
    entryPoints: ["server.ts"],
    outfile: serverBundle,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    sourcemap: true,
    logLevel: "error",
  });
  // Its helper process would live as long as the app does.
  await stop();
}

/**
 * Runs a Node program quietly; what it said is shown if it fails.
 * @param {string} root
 * @param {string} what
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<void>}
 */
function run(root, what, args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk) => {
        output += chunk;
      });
    }
    child.once("error", reject);
    child.once("close", (code, signal) => {
      if (code === 0) return resolve();
      process.stderr.write(output);
      reject(new FriendlyError(`${what} failed (${signal ?? `exit code ${code}`}); its own message is above.`));
    });
  });
}

/**
 * @param {string} root
 * @param {string} stamp
 */
function readStamp(root, stamp) {
  const file = join(root, stamp);
  return existsSync(file) ? readFileSync(file, "utf8") : null;
}

/**
 * @param {string} root
 * @param {string[]} paths
 */
function hashOf(root, paths) {
  const hash = createHash("sha256");
  for (const path of paths.flatMap((each) => filesUnder(root, each))) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update("\0");
  }
  return hash.digest("hex");
}

/**
 * @param {string} root
 * @param {string} path
 * @returns {string[]}
 */
function filesUnder(root, path) {
  const stat = statSync(join(root, path), { throwIfNoEntry: false });
  if (!stat) return [];
  if (!stat.isDirectory()) return [path];
  const names = readdirSync(join(root, path)).filter((name) => !unbuilt.test(name));
  return names.sort().flatMap((name) => filesUnder(root, `${path}/${name}`));
}
