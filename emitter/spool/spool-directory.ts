import { createHash } from "node:crypto";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

/**
 * Where the spool of one target lies unless another folder is given: below `$XDG_STATE_HOME/sightline` or `~/.sightline`,
 * a folder for each address and key, so that two servers' events never mix. The key itself is in no name and no file.
 * Events and hook payloads have folders of their own, as each is read by what understands it.
 */
export function spoolDirectory(target: { url: string; apiKey: string }, holds: "events" | "hooks"): string {
  const name = createHash("sha256")
    .update(`${target.url.replace(/\/+$/, "")}\n${target.apiKey}`)
    .digest("hex");
  return join(stateDirectory(), "spool", `${name.slice(0, 16)}-${holds}`);
}

/** Of this person: spools, and what the hook command remembers. */
export function stateDirectory(): string {
  const { XDG_STATE_HOME: state } = process.env;
  return state !== undefined && isAbsolute(state) ? join(state, "sightline") : join(homedir(), ".sightline");
}
