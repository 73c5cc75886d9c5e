import { expect, test } from "@playwright/test";
import { crashRounds } from "@/bench/crash/crash-rounds";

/** Two apps and a database are started several times over. */
test.describe.configure({ timeout: 120_000 });

test("kill -9 of the app and of PostgreSQL under load: acknowledged events exactly once, others at most once, cursors 1…head", async () => {
  const figures = await crashRounds([
    { killed: "app", instances: 2 },
    { killed: "database", instances: 2 },
  ]);
  const figure = (name: RegExp) => figures.find((each) => name.test(each.name))?.value;
  expect(figure(/^rounds$/)).toBe(2);
  expect(figure(/^acknowledged/)).toBeGreaterThan(2_000);
  expect(figure(/^tries without/)).toBeGreaterThan(0);
});
