// @ts-check
import { fileURLToPath } from "node:url";
import { ensureGenerated } from "./build.mjs";
import { ensureInstalled } from "./install.mjs";
import { reportAndExit } from "./report-and-exit.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

try {
  process.chdir(root);
  await ensureInstalled(root);
  await ensureGenerated(root);
  const { tsImport } = await import("tsx/esm/api");
  const program = await tsImport(new URL("rebuild-projections.ts", import.meta.url).href, import.meta.url);
  process.exitCode = await program.rebuildProjections(process.argv.slice(2));
} catch (error) {
  reportAndExit(error);
}
