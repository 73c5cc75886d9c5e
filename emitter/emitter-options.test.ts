import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { resolveOptions } from "./emitter-options";

test("the guide names each option with its default", () => {
  const guide = readFileSync(new URL("../docs/emitter.md", import.meta.url), "utf8");
  const { source: _, ...defaults } = resolveOptions({ url: "u", apiKey: "k", name: "n" });
  for (const [option, value] of Object.entries({ ...defaults, spool: false, redact: false, name: "the source" })) {
    const shown = typeof value === "number" ? value.toLocaleString("en") : String(value);
    expect(guide).toMatch(new RegExp(`^\\| \`${option}\` \\| \`?${shown}`, "m"));
  }
});
