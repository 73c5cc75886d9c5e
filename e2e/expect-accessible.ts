import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/**
 * No violation that axe calls serious or critical; each is named with where it is. Dark differs in its colours only, and a
 * phone's page in neither: there `dark` may be left out.
 */
export async function expectAccessible(page: Page, { dark = true }: { dark?: boolean } = {}): Promise<void> {
  await page.emulateMedia({ colorScheme: "light" });
  await expectNoViolation(page, new AxeBuilder({ page }));
  if (!dark) return;
  await page.emulateMedia({ colorScheme: "dark" });
  await expectNoViolation(page, new AxeBuilder({ page }).withRules("color-contrast"));
}

async function expectNoViolation(page: Page, axe: AxeBuilder): Promise<void> {
  // Our pages have no frames, for which axe would open a page of its own at each look.
  const { violations } = await axe.setLegacyMode().analyze();
  const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  const named = grave.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => [id, html, failureSummary]));
  expect.soft(named, page.url()).toEqual([]);
}
