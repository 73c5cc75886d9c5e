import type { Locator, Page } from "@playwright/test";

/** The event rows in view, newest first. */
export function eventRows(page: Page): Locator {
  // Lines between them have buttons too.
  return page.getByRole("list", { name: "Events, newest first" }).locator("button.row");
}

/** The chip that says how fresh the page is. */
export function connection(page: Page): Locator {
  return page.getByRole("banner").getByRole("status");
}

/** What the address filters by and which event it opens. */
export function queryOf(page: Page): Record<string, string> {
  return Object.fromEntries(new URL(page.url()).searchParams);
}
