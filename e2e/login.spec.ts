import { expect } from "@playwright/test";
import { ana } from "./account";
import { loggedOut, test } from "./fixtures";
import { fillLogin } from "./log-in";

test.use({ storageState: loggedOut });

test("Whoever isn't logged in is led through the login to where they wanted, and a wrong password is said in words", async ({
  page,
  trouble,
}) => {
  trouble.allow(/status of 401 .*\/api\/auth\/callback\/credentials/);
  const wanted = `/w/${ana.workspace}/events?status=denied`;
  await page.goto(wanted);
  await expect(page).toHaveURL(/\/login\b/);
  await fillLogin(page, { email: ana.email, password: "not-her-password" });
  await expect(page.getByText("E-mail or password is wrong.")).toBeVisible();
  await fillLogin(page, ana);
  await expect(page).toHaveURL(wanted);
  await expect(page.getByRole("button", { name: "Remove filter: outcome is denied" })).toBeVisible();
});

test("Logging out ends the login itself: its old cookie opens nothing any more", async ({ page, baseURL }) => {
  await page.goto("/login");
  await fillLogin(page, ana);
  await expect(page).toHaveURL(`/w/${ana.workspace}/overview`);
  const cookies = await page.context().cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const askAgain = () =>
    fetch(`${baseURL}/api/v1/events?workspace=${ana.workspace}`, { headers: { cookie } }).then(({ status }) => status);
  expect(await askAgain()).toBe(200);

  await page.getByRole("button", { name: /account$/ }).click();
  await page.getByRole("menuitem", { name: "Log out" }).click();
  await expect(page).toHaveURL("/login");
  expect(await askAgain()).toBe(401);
  await page.goto(`/w/${ana.workspace}/events`);
  await expect(page).toHaveURL(/\/login\b/);
});
