// @ts-check
import { spawn } from "node:child_process";

/** A registry that says nothing for so long doesn't serve audits. */
const withinMs = 60_000;

/**
 * What npm's own audit of all that is installed for production says. It passes where the registry serves none, or none can be
 * reached: only what is known to be vulnerable fails.
 * @param {string} root
 * @returns {Promise<{ ok: boolean, text: string }>}
 */
export async function auditDependencies(root) {
  return judgeAudit(await npmAudit(root));
}

/**
 * @param {string} output of `npm audit --json`
 * @returns {{ ok: boolean, text: string }}
 */
export function judgeAudit(output) {
  const report = parse(output);
  const counts = report?.metadata?.vulnerabilities;
  if (!counts) return { ok: true, text: "not served by this registry, so nothing was looked up" };
  const grave = Object.values(report.vulnerabilities ?? {}).filter(({ severity }) =>
    /^(?:high|critical)$/.test(severity),
  );
  if (grave.length === 0) return { ok: true, text: "no dependency is known to be gravely vulnerable" };
  const names = grave.map(({ name, severity, range }) => `  ${name} ${range}: ${severity}`);
  return { ok: false, text: ["known to be vulnerable (see `npm audit --omit=dev`):", ...names].join("\n") };
}

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * @param {string} cwd
 * @returns {Promise<string>}
 */
function npmAudit(cwd) {
  return new Promise((resolve) => {
    let output = "";
    const args = ["audit", "--omit=dev", "--audit-level=high", "--json"];
    const npm = spawn("npm", args, {
      cwd,
      stdio: ["ignore", "pipe", "ignore"],
      timeout: withinMs,
      shell: process.platform === "win32",
    });
    npm.stdout.on("data", (chunk) => {
      output += chunk;
    });
    npm.once("error", () => resolve("")).once("close", () => resolve(output));
  });
}
