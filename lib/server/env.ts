import { isIP } from "node:net";
import { z } from "zod";

/** A setting that is missing or impossible: its message is the one sentence that the person at the console needs. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
}

const optionalText = z.string().optional();

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
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
  throw new SettingsError(`Settings can't be used: ${faults.join("; ")}.`);
}

/** A comma-separated setting as a list, lower-cased, without blanks. */
export function listSetting(value: string | undefined): string[] {
  return (value ?? "")
    .split(",")
    .map((entry) => entry.trim().toLowerCase())
    .filter((entry) => entry !== "");
}
