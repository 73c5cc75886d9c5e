import { readExactlyIfThere } from "../state-files";
import { type Change, type Installation, originalOf } from "./changed-file";
import { addHooks, eventsWithOurs, hasHooks, removeHooks } from "./edit-json";
import { addNotify, removeNotify } from "./edit-toml";
import type { HookPlan } from "./hook-plan";
import { SettingsProblem } from "./settings-problem";

/** A text before and after: `add` gives the text with ours in it, `remove` the text without. */
type Edit = { isDone(text: string): boolean; add(text: string): string; remove(text: string): string | null };

/** What puts the plan's hooks into a file; null where they are in it. */
export function planHooks(path: string, plan: HookPlan): Installation | null {
  return planInstall(path, {
    isDone: (text) => hasHooks(text, plan),
    add: (text) => addHooks(text, plan),
    remove: removeHooks,
  });
}

export function planNotify(path: string, command: readonly string[]): Installation | null {
  const add = (text: string) => addNotify(text, command);
  return planInstall(path, { isDone: (text) => add(text) === text, add, remove: removeNotify });
}

export function planPlugin(path: string, plugin: string): Installation | null {
  return planInstall(path, { isDone: (text) => text === plugin, add: () => plugin, remove: () => null });
}

function planInstall(path: string, edit: Edit): Installation | null {
  const before = readSettingsFile(path);
  if (before === null) return { path, before, after: edit.add(""), original: null };
  if (edit.isDone(before)) return null;
  const known = originalOf(path, before);
  const original = known === undefined ? edit.remove(before) : known;
  return { path, before, after: edit.add(original ?? ""), original };
}

/** Gives back the text from before `install`, byte by byte, or takes out what is ours if the file was changed since. */
export function planRemoval(path: string, kind: "hooks" | "notify" | "plugin"): Change | null {
  const before = readSettingsFile(path);
  if (before === null || !holdsOurs(before, kind)) return null;
  const known = originalOf(path, before);
  return { path, before, after: known === undefined ? withoutOurs(before, kind) : known };
}

/** Text that was not read as it is would be written back as it isn't, all of it. */
function readSettingsFile(path: string): string | null {
  const text = readExactlyIfThere(path);
  if (text === undefined) throw new SettingsProblem("The file is no UTF-8, and could not be written back as it is.");
  return text;
}

function holdsOurs(text: string, kind: "hooks" | "notify" | "plugin"): boolean {
  if (kind === "hooks") return eventsWithOurs(text).length > 0;
  return kind === "notify" ? removeNotify(text) !== text : text.includes("sightline-hook install opencode");
}

function withoutOurs(text: string, kind: "hooks" | "notify" | "plugin"): string | null {
  if (kind === "hooks") return removeHooks(text);
  return kind === "notify" ? removeNotify(text) : null;
}
