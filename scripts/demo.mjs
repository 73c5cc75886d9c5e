// @ts-check
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { FriendlyError } from "./friendly-error.mjs";
import { ensureInstalled } from "./install.mjs";
import { reportAndExit } from "./report-and-exit.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const url = `http://127.0.0.1:${process.env.PORT || 3000}`;
const healthPollMs = 500;

/** @type {import("node:child_process").ChildProcess | undefined} */
let app;
const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => stop.abort());

try {
  process.chdir(root);
  await ensureInstalled(root);
  const apiKey = (await isHealthy()) ? knownKey() : await startApp();
  if (app && (await isEmpty(apiKey))) await importHistory();
  console.log(`Playing a team through ${url}. Open it in a browser; Ctrl-C ends.`);
  await play(apiKey);
} catch (error) {
  if (!stop.signal.aborted) reportAndExit(error);
} finally {
  app?.kill("SIGTERM");
}

async function isHealthy() {
  try {
    return (await fetch(`${url}/api/v1/events/health`, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}

/** An app that already runs has its own keys: the environment must name one, unless an earlier demo made it. */
function knownKey() {
  const apiKey = process.env.SIGHTLINE_API_KEY ?? remembered().SIGHTLINE_INIT_API_KEY;
  if (apiKey) return apiKey;
  throw new FriendlyError(
    `An app is already running at ${url}: create a key with the scope ingest in its settings and set SIGHTLINE_API_KEY to it.`,
  );
}

async function startApp() {
  const login = demoLogin();
  // A group of its own, so that Ctrl-C reaches only this process, which lets the last events through before it stops the app.
  app = spawn(process.execPath, ["scripts/start.mjs"], {
    env: { ...process.env, ...login },
    stdio: "inherit",
    detached: true,
  });
  while (!(await isHealthy())) {
    if (app.exitCode !== null || app.signalCode !== null) {
      throw new FriendlyError("The app could not be started; its own message is above.");
    }
    await sleep(healthPollMs, undefined, { signal: stop.signal });
  }
  console.log(`Log in as ${login.SIGHTLINE_INIT_EMAIL} with the password ${login.SIGHTLINE_INIT_PASSWORD}`);
  return process.env.SIGHTLINE_API_KEY ?? login.SIGHTLINE_INIT_API_KEY;
}

/**
 * Whether nothing has been reported yet.
 * @param {string} apiKey
 */
async function isEmpty(apiKey) {
  const answer = await fetch(`${url}/api/v1/events?limit=1`, { headers: { authorization: `Bearer ${apiKey}` } });
  return answer.ok && (await answer.json()).head === 0;
}

/** Gives a workspace of our own a past; in one that is somebody else's nothing is made up. */
async function importHistory() {
  const importer = spawn(
    process.execPath,
    ["--import", "tsx", "prisma/scenarios/import-history.ts", demoLogin().SIGHTLINE_INIT_WORKSPACE ?? ""],
    { env: process.env, stdio: "inherit", detached: true },
  );
  stop.signal.addEventListener("abort", () => importer.kill("SIGTERM"));
  await new Promise((done) => importer.once("close", done));
}

/** The first start's owner, workspace and key: the environment's, else an earlier demo's, else made now and kept. */
function demoLogin() {
  const kept = {
    SIGHTLINE_INIT_EMAIL: "demo@example.com",
    SIGHTLINE_INIT_PASSWORD: randomBytes(12).toString("base64url"),
    SIGHTLINE_INIT_WORKSPACE: "demo",
    SIGHTLINE_INIT_API_KEY: `demo_${randomBytes(24).toString("base64url")}`,
    ...remembered(),
  };
  mkdirSync(dataDir(), { recursive: true });
  writeFileSync(join(dataDir(), "demo.json"), `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 });
  const given = Object.keys(kept).flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []));
  return { ...kept, ...Object.fromEntries(given) };
}

/** @returns {Record<string, string>} what an earlier demo made, or nothing */
function remembered() {
  try {
    return JSON.parse(readFileSync(join(dataDir(), "demo.json"), "utf8"));
  } catch {
    return {};
  }
}

function dataDir() {
  return resolve(root, process.env.SIGHTLINE_DATA_DIR || ".sightline");
}

/**
 * Runs the scenario until it ends or this process is told to stop.
 * @param {string} apiKey
 */
async function play(apiKey) {
  const player = spawn(process.execPath, ["--import", "tsx", "prisma/scenarios/play.ts"], {
    env: { ...process.env, SIGHTLINE_URL: url, SIGHTLINE_API_KEY: apiKey },
    stdio: "inherit",
    detached: true,
  });
  stop.signal.addEventListener("abort", () => player.kill("SIGTERM"));
  if (stop.signal.aborted) player.kill("SIGTERM");
  process.exitCode = await new Promise((done) => player.once("close", (code) => done(code ?? 1)));
}
