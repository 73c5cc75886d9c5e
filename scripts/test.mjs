// @ts-check
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { auditDependencies } from "./audit-dependencies.mjs";
import { ensureBrowser } from "./browser.mjs";
import { ensureBuilt, ensureGenerated } from "./build.mjs";
import { ensurePrograms } from "./debian-packages.mjs";
import { withFileLock } from "./file-lock.mjs";
import { ensureInstalled, setupLock } from "./install.mjs";
import { reportAndExit } from "./report-and-exit.mjs";
import { checkCounts, playwrightCounts, vitestCounts } from "./test-counts.mjs";

/** @typedef {import("./test-counts.mjs").Counts} Counts */

const root = fileURLToPath(new URL("..", import.meta.url));
const isQuick = process.argv.includes("--quick");
const reports = mkdtempSync(join(tmpdir(), "sightline-reports-"));
const vitestReport = join(reports, "vitest.json");
const playwrightReport = join(reports, "playwright.json");

const vitest = ["node_modules/vitest/vitest.mjs", "run", "--reporter=default", "--reporter=json"];
const total = { passed: 0, failed: 0 };

try {
  process.chdir(root);
  await ensureInstalled(root);
  await withFileLock(join(root, setupLock), () => ensureGenerated(root));
  // Waits for a registry far away, so it runs beside the rest.
  const audit = auditDependencies(root);
  await check("Types", ["node_modules/typescript/bin/tsc", "--noEmit", "-p", "."]);
  await check("Format and lint", ["node_modules/@biomejs/biome/bin/biome", "ci", "."]);
  await check("Boundaries", ["scripts/boundaries.mjs"]);
  await check("Lock file", ["scripts/check-lock-file.mjs"]);
  await part("Tests", async () => {
    if (!isQuick) {
      const servers = { "redis-server": "redis-server", pgbouncer: "pgbouncer" };
      ensurePrograms(servers, "the tests of wake-ups between instances");
    }
    const args = [...vitest, `--outputFile.json=${vitestReport}`, ...(isQuick ? ["--project", "unit"] : [])];
    return vitestCounts(vitestReport, await node(args));
  });
  if (!isQuick) await journeys();
  await part("Dependencies", async () => {
    const { ok, text } = await audit;
    console.log(text);
    return checkCounts(ok);
  });
} catch (error) {
  reportAndExit(error);
} finally {
  rmSync(reports, { recursive: true, force: true });
}

console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;

async function journeys() {
  const built = await part("Build", async () => {
    await withFileLock(join(root, setupLock), () => ensureBuilt(root));
    return checkCounts(true);
  });
  // Without a build there is nothing to visit, and that is a failure too.
  await part("Journeys", async () => {
    if (!built) return checkCounts(false);
    await ensureBrowser();
    ensurePrograms({ curl: "curl", python3: "python3" }, "the documentation's examples");
    const args = ["node_modules/@playwright/test/cli.js", "test"];
    return playwrightCounts(playwrightReport, await node(args, { PLAYWRIGHT_JSON_OUTPUT_NAME: playwrightReport }));
  });
}

/**
 * A part that is a single yes or no.
 * @param {string} name
 * @param {string[]} args
 */
async function check(name, args) {
  await part(name, async () => checkCounts(await node(args)));
}

/**
 * Runs a part and adds up what it counted. A part that fails does not keep the others from running.
 * @param {string} name
 * @param {() => Promise<Counts>} run
 * @returns {Promise<boolean>}
 */
async function part(name, run) {
  console.log(`\n— ${name}`);
  const startedAt = Date.now();
  const counts = await run().catch((error) => {
    console.error(error instanceof Error ? error.message : error);
    return checkCounts(false);
  });
  total.passed += counts.passed;
  total.failed += counts.failed;
  const seconds = ((Date.now() - startedAt) / 1_000).toFixed(1);
  console.log(`— ${name}: ${counts.failed === 0 ? "passed" : "FAILED"} in ${seconds} s`);
  return counts.failed === 0;
}

/**
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 * @returns {Promise<boolean>}
 */
function node(args, env = {}) {
  return new Promise((resolve) => {
    spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ["ignore", "inherit", "inherit"],
    })
      .once("error", () => resolve(false))
      .once("close", (code) => resolve(code === 0));
  });
}
