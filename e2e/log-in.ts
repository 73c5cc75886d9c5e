import { expect, type Page } from "@playwright/test";
import type { Account } from "./account";

/** Fills in the login page, wherever it stands, and sends it. */
export async function fillLogin(page: Page, { email, password }: Pick<Account, "email" | "password">): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Log in" }).click();
}

/** Logs in through the real page and waits for the page that it lands on. */
export async function logIn(page: Page, url: string, account: Account): Promise<void> {
  await page.goto(`${url}/login`);
  await fillLogin(page, account);
  await expect(page).toHaveURL(`${url}/w/${account.workspace}/overview`, { timeout: 20_000 });
}
