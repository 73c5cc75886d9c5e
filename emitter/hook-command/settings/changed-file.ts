import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { stateDirectory } from "../../spool/spool-directory";
import { deleteIfThere, readIfThere, replaceFile, targetOf, writePrivate } from "../state-files";

/** A file as it is and as it shall be; null is no file. */
export type Change = { path: string; before: string | null; after: string | null };

/** A change that puts hooks in, and the text before any of ours. */
export type Installation = Change & { after: string; original: string | null };

/**
 * What `install` left behind for each file it changed: the text's hash then, and where the text before it is kept. As long
 * as nobody has changed the file since, taking the hooks out gives back exactly that text.
 */
type Installed = { sha256: string; backup: string | null };

/** Writes a change, with a copy of what was there. Returns where that copy is. Throws if the file changed meanwhile. */
export function applyChange(change: Change | Installation): string | null {
  const { path, before, after } = change;
  if (readIfThere(path) !== before)
    throw new Error(`${path} was changed by somebody else meanwhile. Nothing was written.`);
  const target = targetOf(path);
  const backup = before === null ? null : keepCopy(path, before);
  if (after === null) deleteIfThere(path);
  else replaceFile(path, after);
  const { [target]: _, ...installed } = readInstalled();
  if ("original" in change) {
    const { original } = change;
    const kept = original === before ? backup : original === null ? null : keepCopy(path, original);
    installed[target] = { sha256: sha256(change.after), backup: kept };
  }
  writePrivate(installedPath(), `${JSON.stringify(installed, null, 2)}\n`);
  return backup;
}

/** The text that the file had before `install`, null for no file; undefined where that can't be told any more. */
export function originalOf(path: string, text: string): string | null | undefined {
  const installed = readInstalled()[targetOf(path)];
  if (installed?.sha256 !== sha256(text)) return undefined;
  if (installed.backup === null) return null;
  return readIfThere(installed.backup) ?? undefined;
}

function keepCopy(path: string, text: string): string {
  const stamp = new Date().toISOString().replace(/[:.]/g, "-");
  const wanted = join(stateDirectory(), "backups", `${stamp}-${basename(path)}`);
  let copy = wanted;
  for (let n = 2; existsSync(copy); n += 1) copy = `${wanted}.${n}`;
  writePrivate(copy, text);
  return copy;
}

const installedPath = () => join(stateDirectory(), "installed.json");

function readInstalled(): Record<string, Installed> {
  try {
    return JSON.parse(readIfThere(installedPath()) ?? "{}") as Record<string, Installed>;
  } catch {
    // Without it hooks are taken out one by one.
    return {};
  }
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
