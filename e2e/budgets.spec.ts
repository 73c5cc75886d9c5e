import { expect } from "@playwright/test";
import { ana } from "./account";
import { ingest } from "./api";
import { expectAccessible } from "./expect-accessible";
import { test } from "./fixtures";

test("Budgets show who is close to the end first, and when it comes", async ({ page, anasKey, project }) => {
  const update = (agent: string, minutesAgo: number, remaining: number) => ({
    agent_id: `${agent}/${project}`,
    event_type: "budget_updated",
    timestamp: new Date(Date.now() - minutesAgo * 60_000).toISOString(),
    metadata: { remaining, limit: 1_000, deducted: 10, unit: "tokens" },
  });
  await ingest(anasKey, [
    update("rich", 20, 900),
    ...[60, 40, 20].map((minutesAgo, index) => update("poor", minutesAgo, 300 - 110 * index)),
  ]);
  await page.goto(`/w/${ana.workspace}/budgets`);
  const cards = page.getByRole("region").filter({ hasText: `/${project}` });
  await expect(cards).toHaveCount(2);
  await expect(cards.first()).toContainText(`poor/${project}`);
  await expect(cards.first()).toContainText("80 of 1,000 tokens");
  await expect(cards.first()).toContainText(/Runs out about/);
  await expect(cards.last()).toContainText("can't be told");
  await expect(cards.first().getByRole("img", { name: /Budget left of poor/ })).toBeVisible();
  await expectAccessible(page);

  await cards.first().getByRole("button", { name: "Read as a table" }).click();
  await expect(cards.first().getByRole("row").filter({ hasText: "190" })).toBeVisible();
  await page.getByRole("button", { name: "Table", exact: true }).click();
  const row = page.getByRole("row").filter({ hasText: `poor/${project}` });
  // Its course is read once it is in view; other journeys may have told more budgets than fit.
  await row.scrollIntoViewIfNeeded();
  await expect(row).toContainText(/8%.*Runs out about/);
  await expectAccessible(page);
});
