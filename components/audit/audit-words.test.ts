import { expect, test } from "vitest";
import { auditFamilies } from "@/lib/contract/audit-acts";
import { actWords, detailWords, familyWords } from "./audit-words";

test("the filter has words for everything that acts are about", () => {
  expect(Object.keys(familyWords).sort()).toEqual([...auditFamilies].sort());
});

test("details are one line, and what is not set is said so", () => {
  expect(detailWords({ retention_days: 30, payload_days: null, scopes: ["read", "ingest"] })).toBe(
    "retention days 30 · payload days none · scopes read, ingest",
  );
  expect(detailWords({})).toBe("");
});

test("an act that this program doesn't know is told by its name", () => {
  expect(actWords("key.revoked")).toBe("revoked the key");
  expect(actWords("tea.made")).toBe("did tea.made");
});
