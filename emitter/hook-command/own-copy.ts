import { join } from "node:path";
import { stateDirectory } from "../spool/spool-directory";
import type { Starter } from "./settings/agent-settings";
import { readIfThere, writePrivate } from "./state-files";

/** Where the settings of agents find the command. It stays the same, as Codex trusts a hook by its exact words. */
export const ownCopyPath = () => join(stateDirectory(), "bin/sightline-hook.cjs");

/**
 * How agents start the command: by this Node, from a copy of this file, because npx's own folder comes and goes and an
 * agent that a desktop started knows no PATH of a shell's.
 */
export function starter(): Starter {
  return [process.execPath, ownCopyPath()];
}

/** Puts the copy there, or this version in the place of another. */
export function keepOwnCopy(): void {
  const own = readIfThere(__filename) ?? "";
  if (readIfThere(ownCopyPath()) !== own) writePrivate(ownCopyPath(), own);
}
