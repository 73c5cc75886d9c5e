import { afterEach, expect, test, vi } from "vitest";
import { currentSeal, seal, unseal } from "./sealed";

process.env.NEXTAUTH_SECRET ??= "not-a-secret-outside-tests";
const first = "first-key-0123456789-0123456789-0";
const second = "second-key-0123456789-0123456789-";

afterEach(() => vi.unstubAllEnvs());

test("what is sealed reads back, looks different each time, and shows nothing of itself", () => {
  const sealed = seal("a secret", "place 1");
  expect(unseal(sealed, "place 1")).toBe("a secret");
  expect(seal("a secret", "place 1")).not.toBe(sealed);
  expect(sealed).not.toContain("secret");
});

test("it opens for its own purpose only, and not when a bit of it has changed", () => {
  const sealed = seal("a secret", "place 1");
  expect(() => unseal(sealed, "place 2")).toThrow();
  const at = sealed.length - 4;
  expect(() =>
    unseal(sealed.slice(0, at) + (sealed[at] === "A" ? "B" : "A") + sealed.slice(at + 1), "place 1"),
  ).toThrow();
  expect(() => unseal(sealed.slice(0, -8), "place 1")).toThrow();
});

const isOld = (sealed: string) => !sealed.startsWith(currentSeal());

test("keys are rotated: a new one seals, the old one still opens until it is taken away", () => {
  const before = seal("a secret", "place");
  vi.stubEnv("SIGHTLINE_SECRET_KEYS", first);
  expect(unseal(before, "place")).toBe("a secret");
  expect(isOld(before)).toBe(true);
  const sealed = seal("a secret", "place");
  vi.stubEnv("SIGHTLINE_SECRET_KEYS", `${second}, ${first}`);
  expect(unseal(sealed, "place")).toBe("a secret");
  expect(isOld(sealed)).toBe(true);
  expect(isOld(seal("a secret", "place"))).toBe(false);
  vi.stubEnv("SIGHTLINE_SECRET_KEYS", second);
  expect(() => unseal(sealed, "place")).toThrow("SIGHTLINE_SECRET_KEYS");
});
