import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isMintedKey, mintKey, publicPrefix } from "./key";

test("a minted key is recognised without asking anybody, and by nothing but itself", () => {
  for (let i = 0; i < 100; i++) {
    const { key, prefix } = mintKey();
    expect(isMintedKey(key)).toBe(true);
    expect(publicPrefix(key)).toBe(prefix);
    const at = 3 + (i % (key.length - 3));
    const other = key[at] === "a" ? "b" : "a";
    expect(isMintedKey(key.slice(0, at) + other + key.slice(at + 1))).toBe(false);
    expect(isMintedKey(` ${key}`)).toBe(false);
    expect(isMintedKey(key.slice(0, -1))).toBe(false);
  }
  expect(isMintedKey("a-key-that-the-environment-gave")).toBe(false);
});

test("the pattern in docs/security.md finds keys in any text", () => {
  const document = readFileSync(new URL("../../../docs/security.md", import.meta.url), "utf8");
  const pattern = /`(\\bsl_[^`]+)`/.exec(document)?.[1];
  expect(pattern).toBeDefined();
  const { key } = mintKey();
  expect(new RegExp(pattern ?? "$.").exec(`export KEY=${key}; echo`)?.[0]).toBe(key);
  expect(new RegExp(pattern ?? "$.").exec("sl_short")).toBeNull();
});
