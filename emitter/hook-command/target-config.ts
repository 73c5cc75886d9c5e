import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import { writePrivate } from "./state-files";

/** Where events go; a part that nobody has told is undefined. */
export type TargetConfig = { url: string | undefined; apiKey: string | undefined };

/** `redact`: whether secrets are masked before anything is sent. */
export type Target = TargetConfig & { redact: boolean };

/** `$XDG_CONFIG_HOME/sightline/config.json` or `~/.config/sightline/config.json`: `{ "url", "api_key", "redact" }`. */
export function configPath(): string {
  const { XDG_CONFIG_HOME: folder } = process.env;
  return join(
    folder !== undefined && isAbsolute(folder) ? folder : join(homedir(), ".config"),
    "sightline/config.json",
  );
}

/**
 * The environment first (`SIGHTLINE_URL`, `SIGHTLINE_API_KEY`, `SIGHTLINE_REDACT`), then the file. The file's key goes to the file's address
 * only: an address that some project's environment sets must not be sent a key that was meant for another.
 */
export function readTarget(): Target {
  const { SIGHTLINE_URL, SIGHTLINE_API_KEY, SIGHTLINE_REDACT } = process.env;
  const fields = readFields();
  const file = targetOf(fields);
  const url = SIGHTLINE_URL || file.url;
  const sameUrl = withoutSlash(url) === withoutSlash(file.url);
  const redact = SIGHTLINE_REDACT ? !/^(?:0|false|no|off)$/i.test(SIGHTLINE_REDACT) : fields.redact !== false;
  return { url, apiKey: SIGHTLINE_API_KEY || (sameUrl ? file.apiKey : undefined), redact };
}

/** What the file says; nothing where it is not there or no JSON. */
export function readConfigFile(): TargetConfig {
  return targetOf(readFields());
}

function readFields(): Record<string, unknown> {
  try {
    return { ...(JSON.parse(readFileSync(configPath(), "utf8")) as object) };
  } catch {
    return {};
  }
}

/** For this person only, as it holds a key. What else the file says stays. */
export function writeConfigFile({ url, apiKey }: TargetConfig): void {
  writePrivate(configPath(), `${JSON.stringify({ ...readFields(), url, api_key: apiKey }, null, 2)}\n`);
}

const targetOf = ({ url, api_key }: Record<string, unknown>) => ({ url: textOf(url), apiKey: textOf(api_key) });
const textOf = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);
const withoutSlash = (url: string | undefined) => url?.replace(/\/+$/, "");
