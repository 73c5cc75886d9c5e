// @ts-check
import { fileURLToPath } from "node:url";
import { ensureGenerated } from "./build.mjs";
import { FriendlyError } from "./friendly-error.mjs";
import { ensureInstalled } from "./install.mjs";
import { reportAndExit } from "./report-and-exit.mjs";

// npm run reset-password -- <e-mail>: prints a link with which that person sets a new password, for where no mail is sent.

const root = fileURLToPath(new URL("..", import.meta.url));

try {
  const [email, ...more] = process.argv.slice(2);
  if (email === undefined || more.length > 0) throw new FriendlyError("Usage: npm run reset-password -- <e-mail>");
  process.chdir(root);
  await ensureInstalled(root);
  await ensureGenerated(root);
  const { tsImport } = await import("tsx/esm/api");
  /** @type {typeof import("./print-reset-link.ts")} */
  const { printResetLink } = await tsImport("./print-reset-link.ts", import.meta.url);
  await printResetLink(email);
} catch (error) {
  reportAndExit(error);
}
