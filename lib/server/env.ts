import { isIP } from "node:net";
import { z } from "zod";

/** A setting that is missing or impossible: its message is the one sentence that the person at the console needs. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
}

const optionalText = z.string().optional();

/** Settings that say something only together. */
const together = [
  ["GITHUB_ID", "GITHUB_SECRET"],
  ["GOOGLE_ID", "GOOGLE_SECRET"],
  ["OIDC_ISSUER", "OIDC_ID", "OIDC_SECRET"],
  ["SIGHTLINE_SMTP_URL", "SIGHTLINE_MAIL_FROM"],
  ["SIGHTLINE_ALLOWED_EMAIL_DOMAINS", "SIGHTLINE_DOMAIN_WORKSPACE"],
] as const;

const secretKeyCharactersMin = 32;

const settings = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, "must be a whole number from 0 to 65535")
    .transform(Number)
    .refine((port) => port <= 65_535, "must be a whole number from 0 to 65535")
    .default(3000),
  HOST: z.string().min(1).default("127.0.0.1"),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "must begin with postgres://")
    .refine((url) => URL.canParse(url), "is no address")
    .optional(),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, "must begin with redis:// or rediss://")
    .refine((url) => URL.canParse(url), "is no address")
    .optional(),
  SIGHTLINE_DATA_DIR: z.string().min(1).default(".sightline"),
  NEXTAUTH_SECRET: z.string().min(16, "must have at least 16 characters").optional(),
  NEXTAUTH_URL: z
    .url({ protocol: /^https?$/, error: "must be an address such as https://sightline.example.com" })
    .optional(),
  SIGHTLINE_ALLOWED_HOSTS: optionalText,
  SIGHTLINE_TRUSTED_PROXIES: optionalText.refine(
    (value) => listSetting(value).every((entry) => isIP(entry)),
    "must list IP addresses, separated by commas",
  ),
  SIGHTLINE_SECRET_KEYS: optionalText.refine(
    (value) =>
      (value ?? "").split(",").every((key) => key.trim() === "" || key.trim().length >= secretKeyCharactersMin),
    `must list keys of at least ${secretKeyCharactersMin} characters, separated by commas`,
  ),
  GITHUB_ID: optionalText,
  GITHUB_SECRET: optionalText,
  GOOGLE_ID: optionalText,
  GOOGLE_SECRET: optionalText,
  OIDC_ISSUER: z
    .url({ protocol: /^https?$/, error: "must be an address such as https://login.example.com" })
    .optional(),
  OIDC_ID: optionalText,
  OIDC_SECRET: optionalText,
  OIDC_NAME: optionalText,
  SIGHTLINE_SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: "must be an address such as smtp://user:password@mail.example.com:587" })
    .optional(),
  SIGHTLINE_MAIL_FROM: z
    .string()
    .regex(/^[^\r\n]*@[^\r\n]+$/, "must be an address such as Sightline <sightline@example.com>")
    .optional(),
  SIGHTLINE_ALLOWED_EMAIL_DOMAINS: optionalText.refine(
    (value) => listSetting(value).every((domain) => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain)),
    "must list domains such as example.com, separated by commas",
  ),
  SIGHTLINE_DOMAIN_WORKSPACE: z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9-]{0,48}[a-z0-9])?$/, "must be 1–50 of a-z 0-9 and inner hyphens")
    .optional(),
  SIGHTLINE_WEBHOOK_ALLOWED_HOSTS: optionalText.refine(
    (value) => listSetting(value).every((entry) => /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/.test(entry)),
    "must list hosts such as hooks.example.internal or 10.0.0.5:8080, separated by commas",
  ),
  SIGHTLINE_RATE_LIMIT: z
    .string()
    .regex(/^[1-9]\d{0,8}\/s$/, "must be a whole number of events a second, such as 100000/s")
    .transform((value) => Number.parseInt(value, 10))
    .default(100_000),
  SIGHTLINE_INIT_EMAIL: z.email("must be an e-mail address").optional(),
  SIGHTLINE_INIT_PASSWORD: z.string().min(12, "must have at least 12 characters").optional(),
  SIGHTLINE_INIT_WORKSPACE: z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9-]{0,48}[a-z0-9])?$/, "must be 1–50 of a-z 0-9 and inner hyphens")
    .optional(),
  SIGHTLINE_INIT_API_KEY: z
    .string()
    .regex(/^[\x21-\x7e]{16,200}$/, "must be 16–200 printable characters without spaces")
    .optional(),
  METRICS_TOKEN: optionalText,
  SIGHTLINE_TICK_TOKEN: z.string().min(16, "must have at least 16 characters").optional(),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
});

export type Env = z.infer<typeof settings>;

let parsed: Env | undefined;

/** The environment, parsed once. Throws `SettingsError` naming every setting at fault; never echoes a value. */
export function env(): Env {
  parsed ??= parseEnv(process.env);
  return parsed;
}

export function parseEnv(source: NodeJS.ProcessEnv): Env {
  // A blank setting is one that isn't set: `X=${X:-}` in a compose file says just that.
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const result = settings.safeParse(given);
  const faults = result.success ? [] : result.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
  for (const names of together) {
    const missing = names.filter((name) => given[name] === undefined);
    if (missing.length > 0 && missing.length < names.length) {
      faults.push(`${names.join(", ")} belong together, and ${missing.join(", ")} is not set`);
    }
  }
  if (result.success && faults.length === 0) return result.data;
  throw new SettingsError(`Settings can't be used: ${faults.join("; ")}.`);
}

/** A comma-separated setting as a list, lower-cased, without blanks. */
export function listSetting(value: string | undefined): string[] {
  return (value ?? "")
    .split(",")
    .map((entry) => entry.trim().toLowerCase())
    .filter((entry) => entry !== "");
}
