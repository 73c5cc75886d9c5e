import { afterEach, beforeEach, expect, test, vi } from "vitest";

beforeEach(() => void vi.resetModules());
afterEach(() => void vi.unstubAllEnvs());

const guardHeaders = async () => (await import("./guard-headers")).guardHeaders();

test("an API behind TLS says so to browsers, and one that isn't doesn't", async () => {
  expect(await guardHeaders()).toEqual({ "x-content-type-options": "nosniff" });
  vi.resetModules();
  vi.stubEnv("NEXTAUTH_URL", "https://sightline.example");
  expect(await guardHeaders()).toEqual({
    "x-content-type-options": "nosniff",
    "strict-transport-security": "max-age=31536000",
  });
});
