import { expect, test } from "vitest";
import { judgeAudit } from "./audit-dependencies.mjs";

const report = (...found: { name: string; severity: string }[]) =>
  JSON.stringify({
    auditReportVersion: 2,
    vulnerabilities: Object.fromEntries(found.map((one) => [one.name, { ...one, range: "<1.2.3" }])),
    metadata: { vulnerabilities: { total: found.length } },
  });

test("what is gravely vulnerable fails, and is named; less than that does not", () => {
  expect(judgeAudit(report())).toMatchObject({ ok: true });
  expect(judgeAudit(report({ name: "a", severity: "moderate" }))).toMatchObject({ ok: true });
  const judged = judgeAudit(report({ name: "a", severity: "low" }, { name: "b", severity: "critical" }));
  expect(judged).toMatchObject({ ok: false, text: expect.stringContaining("b <1.2.3: critical") });
});

test.each([
  ["a registry that has no audits", JSON.stringify({ message: "405 Method Not Allowed", statusCode: 405 })],
  ["a registry that is out of reach", JSON.stringify({ error: { code: "ENOTFOUND" } })],
  ["no answer at all", ""],
  ["words", "npm is not here"],
])("%s fails nothing, and is told", (_, output) => {
  expect(judgeAudit(output)).toMatchObject({ ok: true, text: expect.stringContaining("not served") });
});
