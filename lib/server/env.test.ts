import { describe, expect, test } from "vitest";
import { parseEnv, SettingsError } from "./env";

const parse = (settings: Record<string, string>) => parseEnv(settings as unknown as NodeJS.ProcessEnv);

test("nothing needs to be set, and a blank setting is one that isn't set", () => {
  const blank = {
    PORT: "",
    HOST: "",
    DATABASE_URL: "",
    NEXTAUTH_SECRET: "",
    NEXTAUTH_URL: "",
    SIGHTLINE_INIT_EMAIL: "",
  };
  expect(parse(blank)).toEqual(parse({}));
  expect(parse({})).toMatchObject({ PORT: 3000, HOST: "127.0.0.1", SIGHTLINE_DATA_DIR: ".sightline" });
});

describe("a setting that can't be used is named, its value isn't", () => {
  test.each([
    ["PORT", "65536"],
    ["DATABASE_URL", "mysql://secret@x"],
    ["DATABASE_URL", "postgres://secret@h:99999/x"],
    ["REDIS_URL", "http://secret@x"],
    ["REDIS_URL", "redis://secret@h:99999"],
    ["NEXTAUTH_SECRET", "secret"],
    ["NEXTAUTH_URL", "javascript:secret"],
    ["SIGHTLINE_TRUSTED_PROXIES", "127.0.0.1, secret"],
    ["SIGHTLINE_RATE_LIMIT", "secret"],
    ["SIGHTLINE_INIT_WORKSPACE", "Secret Place"],
    ["SIGHTLINE_INIT_PASSWORD", "secret"],
  ])("%s=%s", (name, value) => {
    const attempt = () => parse({ [name]: value });
    expect(attempt).toThrow(SettingsError);
    expect(attempt).toThrow(name);
    expect(attempt).not.toThrow(/secret@|secret\b.*secret/);
  });
});
