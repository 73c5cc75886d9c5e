// @ts-check
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { bundleServer, ensureBuilt, ensureGenerated, serverBundle } from "./build.mjs";
import { withFileLock } from "./file-lock.mjs";
import { ensureInstalled, setupLock } from "./install.mjs";
import { reportAndExit } from "./report-and-exit.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const isDev = process.argv.includes("--dev");

try {
  process.chdir(root);
  await ensureInstalled(root);
  const onWait = () => console.log("Another process is building, waiting…");
  await withFileLock(join(root, setupLock), prepare, { onWait });
  process.env.NEXT_TELEMETRY_DISABLED = "1";
  if (isDev) process.env.SIGHTLINE_DEV = "1";
  Reflect.set(process.env, "NODE_ENV", isDev ? "development" : "production");
  // In this process, so that signals reach the server itself and not a parent that would have to pass them on.
  await import(pathToFileURL(join(root, serverBundle)).href);
} catch (error) {
  reportAndExit(error);
}

async function prepare() {
  await ensureGenerated(root);
  await (isDev ? bundleServer(root) : ensureBuilt(root));
}
