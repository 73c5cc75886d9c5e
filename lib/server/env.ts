import { z } from "zod";

/** A setting that is missing or impossible: its message is the one sentence that the person at the console needs. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
}

const flagless = (schema: z.ZodType<string>) =>
  schema.optional().transform((value) => (value === "" ? undefined : value));
const optionalText = flagless(z.string());

const settings = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, "must be a whole number from 0 to 65535")
    .transform(Number)
    .refine((port) => port <= 65_535, "must be a whole number from 0 to 65535")
    .default(3000),
  HOST: z.string().min(1).default("127.0.0.1"),
  DATABASE_URL: flagless(z.string().regex(/^postgres(ql)?:\/\//, "must begin with postgres://")),
  SIGHTLINE_DATA_DIR: z.string().min(1).default(".sightline"),
  NEXTAUTH_SECRET: flagless(z.string().min(16, "must have at least 16 characters")),
  NEXTAUTH_URL: flagless(z.url("must be an address such as https://sightline.example.com")),
  SIGHTLINE_ALLOWED_HOSTS: optionalText,
  SIGHTLINE_TRUSTED_PROXIES: optionalText,
  SIGHTLINE_RATE_LIMIT: z
    .string()
    .regex(/^[1-9]\d{0,8}\/s$/, "must be a whole number of events a second, such as 100000/s")
    .default("100000/s"),
  SIGHTLINE_INIT_EMAIL: flagless(z.email("must be an e-mail address")),
  SIGHTLINE_INIT_PASSWORD: flagless(z.string().min(12, "must have at least 12 characters")),
  SIGHTLINE_INIT_WORKSPACE: flagless(
    z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,48}[a-z0-9])?$/, "must be 1–50 of a-z 0-9 and inner hyphens"),
  ),
  SIGHTLINE_INIT_API_KEY: flagless(
    z.string().regex(/^[\x21-\x7e]{16,200}$/, "must be 16–200 printable characters without spaces"),
  ),
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
  const result = settings.safeParse(source);
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
