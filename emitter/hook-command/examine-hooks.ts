import { existsSync } from "node:fs";
import { type CommandAgent, commandAgents } from "../agents/hook-agents";
import { type Finding, fine, note, wrong } from "./finding";
import { ownCopyPath, starter } from "./own-copy";
import { agentFile, codexConfigPath, hookPlan, type Scope } from "./settings/agent-settings";
import { eventsWithOurs, hasHooks, readSettings } from "./settings/edit-json";
import { readToml, removeNotify } from "./settings/edit-toml";
import { opencodePlugin } from "./settings/opencode-plugin";
import { SettingsProblem } from "./settings/settings-problem";
import { readIfThere } from "./state-files";

/** Whether each agent's settings call the command, and what would keep the agent from doing so. */
export function examineHooks(project: string): Finding[] {
  const findings = [{ project: null }, { project }].flatMap((scope) =>
    commandAgents.flatMap((agent) => examineAgent(agent, scope)),
  );
  if (findings.length > 0) return existsSync(ownCopyPath()) ? findings : [...findings, lostCopy()];
  return [wrong("hooks", "No agent calls the command.", `sightline-hook install ${commandAgents.join("|")}`)];
}

function lostCopy(): Finding {
  return wrong("command", `${ownCopyPath()} is gone, and agents call it.`, "Install any agent's hooks again.");
}

function examineAgent(agent: CommandAgent, scope: Scope): Finding[] {
  const { path } = agentFile(agent, scope);
  const about = scope.project === null ? agent : `${agent} here`;
  const again = `sightline-hook install ${agent}${scope.project === null ? "" : " --project"}`;
  try {
    const found = agent === "codex" && scope.project === null ? examineCodexConfig(about) : [];
    const text = readIfThere(path);
    if (text === null) return found;
    if (agent === "opencode") {
      const isNew = text === opencodePlugin(starter());
      return [isNew ? fine(about, path) : note(about, `${path} is of another version.`, again)];
    }
    const events = eventsWithOurs(text);
    if (events.length === 0) return found;
    const isNew = hasHooks(text, hookPlan(agent, starter(), scope));
    return [
      isNew
        ? fine(about, `${events.length} hooks in ${path}`)
        : note(about, `The hooks in ${path} are of another version.`, again),
      ...trapsOf(agent, text, about),
      ...found,
    ];
  } catch (error) {
    if (error instanceof SettingsProblem)
      return [wrong(about, `${path}: ${error.message}`, "Mend the file, the agent can't read it either.")];
    throw error;
  }
}

function trapsOf(agent: CommandAgent, text: string, about: string): Finding[] {
  const settings = readSettings(text);
  const traps: Finding[] = [];
  if (settings.disableAllHooks === true) {
    traps.push(wrong(about, "`disableAllHooks` is on: no hook runs.", "Take it out of the settings."));
  }
  if (text.includes(`/api/v1/hooks/${agent}`)) {
    traps.push(
      note(
        about,
        "The settings also post to the door: what has no name of its own comes twice.",
        "Keep one of the two.",
      ),
    );
  }
  if (agent === "codex") {
    traps.push(
      note(
        about,
        "Codex skips hooks until you have reviewed them, and that can't be seen from here.",
        "Type /hooks in Codex.",
      ),
    );
  }
  return traps;
}

function examineCodexConfig(about: string): Finding[] {
  const text = readIfThere(codexConfigPath({ project: null }));
  if (text === null) return [];
  const { features } = readToml(text) as { features?: { hooks?: unknown; codex_hooks?: unknown } };
  const isOff = features?.hooks === false || features?.codex_hooks === false;
  const found = removeNotify(text) === text ? [] : [fine(about, "`notify` calls the command")];
  if (isOff)
    found.push(wrong(about, "`[features] hooks` is off in config.toml.", "Take it out, or install with --notify."));
  return found;
}
