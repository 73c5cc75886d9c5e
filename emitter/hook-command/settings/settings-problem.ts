/** Why a settings file is left as it is, told to the person who asked for the change. */
export class SettingsProblem extends Error {}

/** The line of an offset, as editors count. */
export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}
