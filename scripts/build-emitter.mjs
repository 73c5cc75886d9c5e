// @ts-check
import { execFile } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** The oldest Node that the package promises to run on. */
const target = "node18";
const banner = "/* @sightline/emitter, MIT */";

/**
 * Makes the package `@sightline/emitter`, ready to be packed or published, in a folder: its manifest, one file for
 * `import`, one for `require`, the types of both, and the hook command.
 * @param {string} root the clone
 * @param {string} folder need not exist
 */
export async function buildEmitter(root, folder) {
  const dist = join(folder, "dist");
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });
  await Promise.all([bundle(root, dist), writeTypes(root, dist), checkTypes(root)]);
  copyFileSync(join(root, "LICENSE"), join(folder, "LICENSE"));
  copyFileSync(join(root, "emitter/README.md"), join(folder, "README.md"));
  writeFileSync(
    join(folder, "package.json"),
    publishedManifest(readFileSync(join(root, "emitter/package.json"), "utf8")),
  );
}

/**
 * Among the sources the package is private and leads to them; `publishConfig` says what differs once it is built.
 * @param {string} source
 */
function publishedManifest(source) {
  const { private: _, publishConfig, ...manifest } = JSON.parse(source);
  const { access, ...overrides } = publishConfig;
  return `${JSON.stringify({ ...manifest, ...overrides, publishConfig: { access } }, null, 2)}\n`;
}

/**
 * @param {string} root
 * @param {string} dist
 */
async function bundle(root, dist) {
  const { build, stop } = await import("esbuild");
  /** @type {import("esbuild").BuildOptions} */
  const common = {
    absWorkingDir: root,
    bundle: true,
    platform: "node",
    target,
    banner: { js: banner },
    logLevel: "error",
  };
  const index = { ...common, entryPoints: ["emitter/index.ts"] };
  await Promise.all([
    bundleHookCommand(root, join(dist, "sightline-hook.cjs")),
    build({ ...index, format: "esm", outfile: join(dist, "index.js") }),
    build({ ...index, format: "cjs", outfile: join(dist, "index.cjs") }),
  ]);
  // Its helper process would live as long as the caller does.
  await stop();
}

/**
 * The command that agents' hooks call, as one file that depends on nothing: require starts quicker than import, and Node
 * reads less of a file that is minified.
 * @param {string} root
 * @param {string} outfile
 */
export async function bundleHookCommand(root, outfile) {
  const { build } = await import("esbuild");
  await build({
    absWorkingDir: root,
    entryPoints: ["emitter/hook-command/command.ts"],
    bundle: true,
    platform: "node",
    target,
    format: "cjs",
    minify: true,
    mainFields: ["module", "main"],
    legalComments: "inline",
    banner: { js: `${banner} /* with jsonc-parser, MIT, and smol-toml, BSD-3-Clause */` },
    outfile,
    logLevel: "error",
  });
  chmodSync(outfile, 0o755);
}

/**
 * The sources name their neighbours without an ending, which Node's own resolution doesn't take: each form of the
 * types gets its ending.
 * @param {string} root
 * @param {string} dist
 */
async function writeTypes(root, dist) {
  const plain = mkdtempSync(join(tmpdir(), "sightline-types-"));
  try {
    await runTsc(root, ["-p", join(root, "emitter"), "--outDir", plain]);
    for (const name of readdirSync(plain, { recursive: true, encoding: "utf8" })) {
      if (!name.endsWith(".d.ts")) continue;
      const text = readFileSync(join(plain, name), "utf8");
      mkdirSync(join(dist, name, ".."), { recursive: true });
      writeFileSync(join(dist, name), withEndings(text, ".js"));
      writeFileSync(join(dist, name.replace(/\.ts$/, ".cts")), withEndings(text, ".cjs"));
    }
  } finally {
    rmSync(plain, { recursive: true, force: true });
  }
}

/**
 * The command has no types to publish, but must not use what the oldest Node doesn't have either.
 * @param {string} root
 */
async function checkTypes(root) {
  await runTsc(root, ["-p", join(root, "emitter/hook-command")]);
}

/**
 * @param {string} root
 * @param {string[]} args
 */
async function runTsc(root, args) {
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  await promisify(execFile)(process.execPath, [tsc, ...args]).catch((error) => {
    throw new Error(`The emitter's types are wrong:\n${error.stdout}${error.stderr}`);
  });
}

/**
 * @param {string} types
 * @param {string} ending
 */
function withEndings(types, ending) {
  return types.replace(/(\bfrom |\bimport\()"(\.{1,2}\/[^"]+)"/g, `$1"$2${ending}"`);
}

if (resolve(process.argv[1] ?? "") === fileURLToPath(import.meta.url)) {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const folder = join(root, "dist/emitter");
  await buildEmitter(root, folder);
  console.log(`Built. Publish it with: npm publish ${folder}`);
}
