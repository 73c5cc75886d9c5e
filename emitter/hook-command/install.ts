import { createInterface } from "node:readline/promises";
import type { CommandAgent } from "../agents/hook-agents";
import { parseTarget } from "../target";
import { keepOwnCopy, starter } from "./own-copy";
import { agentFile, codexConfigPath, hookPlan, type Scope } from "./settings/agent-settings";
import { applyChange, type Change, type Installation } from "./settings/changed-file";
import { opencodePlugin } from "./settings/opencode-plugin";
import { planHooks, planNotify, planPlugin, planRemoval } from "./settings/plan-change";
import { SettingsProblem } from "./settings/settings-problem";
import { unifiedDiff } from "./settings/unified-diff";
import { configPath, readConfigFile, readTarget, type TargetConfig, writeConfigFile } from "./target-config";

export type InstallOptions = {
  agent: CommandAgent;
  scope: Scope;
  /** Codex's `notify`, for versions without hooks. */
  notify: boolean;
  uninstall: boolean;
  dryRun: boolean;
  yes: boolean;
  /** What the person gave of the address and the key. */
  given: TargetConfig;
};

/** Changes an agent's settings after showing what would change. Resolves with the exit code; says all it does. */
export async function install(options: InstallOptions): Promise<0 | 1> {
  const { agent, uninstall, dryRun } = options;
  let changes: readonly (Change | Installation)[];
  try {
    changes = uninstall ? removals(options) : installations(options);
  } catch (error) {
    if (!(error instanceof SettingsProblem)) throw error;
    const { path } = options.notify ? { path: codexConfigPath(options.scope) } : agentFile(agent, options.scope);
    console.error(`${path}: ${error.message} Nothing was written.`);
    return 1;
  }
  if (changes.length === 0)
    console.log(`Nothing to change: ${agent} ${uninstall ? "has no hooks of ours" : "is set up"}.`);
  for (const { path, before, after } of changes) console.log(unifiedDiff(path, before, after));
  if (dryRun) return 0;
  if (changes.length > 0 && !options.yes && !(await agreed())) {
    console.error("Nothing was written. With --yes it is done without a question.");
    return 1;
  }
  if (!uninstall) {
    keepOwnCopy();
    keepTarget(options.given);
  }
  for (const change of changes) {
    const backup = applyChange(change);
    console.log(
      `${change.after === null ? "Removed" : "Wrote"} ${change.path}${backup ? `, the text before is in ${backup}` : ""}.`,
    );
  }
  if (!uninstall) remarks(options);
  return 0;
}

function installations({ agent, scope, notify }: InstallOptions): Installation[] {
  if (notify) return [planNotify(codexConfigPath(scope), [...starter(), "codex"])].flatMap((change) => change ?? []);
  const { path } = agentFile(agent, scope);
  const change =
    agent === "opencode"
      ? planPlugin(path, opencodePlugin(starter()))
      : planHooks(path, hookPlan(agent, starter(), scope));
  return change === null ? [] : [change];
}

function removals({ agent, scope }: InstallOptions): Change[] {
  const { path, kind } = agentFile(agent, scope);
  const notify = agent === "codex" ? planRemoval(codexConfigPath(scope), "notify") : null;
  return [planRemoval(path, kind), notify].flatMap((change) => change ?? []);
}

async function agreed(): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question("Write this? [y/N] ");
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}

/** What the file doesn't say yet of address and key is taken from what was given, else from the environment. */
function keepTarget(given: TargetConfig): void {
  const file = readConfigFile();
  const target = readTarget();
  const url = given.url ?? target.url;
  const apiKey = given.apiKey ?? (url === target.url ? target.apiKey : undefined);
  if (url === file.url && apiKey === file.apiKey) return;
  if (url !== undefined && apiKey !== undefined) parseTarget({ url, apiKey }, "/");
  writeConfigFile({ url, apiKey });
  console.log(`Wrote ${configPath()}, readable by you only.`);
}

function remarks({ agent, scope, notify }: InstallOptions): void {
  const { url, apiKey } = readTarget();
  if (url === undefined) console.log("No events will come yet, for want of an address: install with --url http://…");
  else if (apiKey === undefined) {
    console.log("No events will come yet, for want of a key: set SIGHTLINE_API_KEY, or install with --key-stdin.");
  }
  if (agent === "codex" && !notify)
    console.log("Codex skips new hooks until you have reviewed them: type /hooks in Codex.");
  if (scope.project !== null && agent !== "opencode") {
    console.log(
      "Whoever works in this project needs sightline-hook on the PATH (npm install --global @sightline/emitter); others are left alone.",
    );
  }
  console.log("Check it with: sightline-hook doctor");
}
