import { parse, TomlError } from "smol-toml";
import { SettingsProblem } from "./settings-problem";

const ownLine = /^notify = \[.*sightline-hook\.cjs.*\] # sightline-hook\r?\n/m;

/**
 * Codex's config.toml with `notify` calling the command. It goes before everything else, because a key that follows a
 * table's header belongs to that table. Throws `SettingsProblem` for a file that is no TOML, or whose `notify` is another's.
 */
export function addNotify(text: string, command: readonly string[]): string {
  const without = removeNotify(text);
  if (readToml(without).notify !== undefined) {
    throw new SettingsProblem("`notify` calls another program already, and Codex calls only one.");
  }
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  return checked(
    `notify = [${command.map((part) => JSON.stringify(part)).join(", ")}] # sightline-hook${eol}${without}`,
    text,
  );
}

/** The same file without our `notify`. */
export function removeNotify(text: string): string {
  const { notify } = readToml(text);
  const isOurs = Array.isArray(notify) && notify.some((part) => String(part).includes("sightline-hook.cjs"));
  return isOurs ? checked(text.replace(ownLine, ""), text) : text;
}

/** The file's value. Throws `SettingsProblem` with the line where it is no TOML. */
export function readToml(text: string): Record<string, unknown> {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    throw new SettingsProblem(`Line ${error.line} is no TOML (${error.message.split("\n")[0]}).`);
  }
}

/** A file that differs in `notify` only. */
function checked(edited: string, before: string): string {
  const othersOf = ({ notify: _, ...others }: Record<string, unknown>) => JSON.stringify(others);
  if (othersOf(readToml(edited)) === othersOf(readToml(before))) return edited;
  throw new SettingsProblem("The file can't be edited safely.");
}
