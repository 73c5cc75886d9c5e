import { expect } from "@playwright/test";
import { ana } from "./account";
import { expectAccessible } from "./expect-accessible";
import { loggedOut, test } from "./fixtures";
import { connection } from "./timeline";

test("Who is invited joins, is given another role, and is cut off when removed; the audit log tells it all", async ({
  page,
  browser,
  app,
  trouble,
  project,
}) => {
  trouble.allow(/status of (401|404)/);
  const email = `${project}@example.com`;
  const settings = `/w/${ana.workspace}/settings`;
  await page.goto(`${settings}/people`);
  await page.getByRole("button", { name: "Invite" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("E-mail").fill(email);
  await dialog.getByLabel("Role").selectOption("member");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Make a link" }).click();
  const link = await page.getByTestId("invitation-link").innerText();
  await dialog.getByRole("button", { name: "I have it" }).click();
  const invitations = page.getByRole("table", { name: "Open invitations" });
  await expect(invitations.getByRole("row", { name: email })).toBeVisible();

  const context = await browser.newContext({ storageState: loggedOut });
  await trouble.watch(context);
  const theirs = await context.newPage();
  await theirs.goto(link);
  await expect(theirs.getByText("invited you as member")).toBeVisible();
  await expectAccessible(theirs);
  await theirs.getByLabel("Your name").fill("Cleo");
  await theirs.getByLabel("Password").fill("a-word-of-the-invited");
  await theirs.getByRole("button", { name: "Join" }).click();
  await expect(theirs).toHaveURL(`${app.url}/w/${ana.workspace}/overview`);
  await theirs.goto(`${app.url}/w/${ana.workspace}/events`);
  await expect(connection(theirs)).toContainText("Live");

  await page.reload();
  const row = page.getByRole("table", { name: "People" }).getByRole("row", { name: email });
  await row.getByLabel("Role of Cleo").selectOption("viewer");
  await expect(page.getByText("Cleo is viewer now")).toBeVisible();
  await row.getByRole("button", { name: "Cleo sees all projects" }).click();
  await dialog.getByLabel("Some projects only").check();
  await dialog.getByLabel("Another project").fill(project);
  await dialog.getByRole("button", { name: "Add" }).click();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Cleo sees 1 project now")).toBeVisible();
  await theirs.reload();
  await expect(theirs.getByText(`You see only ${project}`).first()).toBeVisible();
  await expect(connection(theirs)).toContainText("Live");
  await expectAccessible(theirs);
  await row.getByRole("button", { name: "Remove Cleo" }).click();
  await dialog.getByRole("button", { name: "Remove" }).click();
  await expect(row).toBeHidden();
  await expect(connection(theirs)).toHaveText("Signed out", { timeout: 6_000 });
  expect((await theirs.goto(`${app.url}/w/${ana.workspace}/events`))?.status()).toBe(404);
  await theirs.goto(link);
  await expect(theirs.getByRole("heading", { name: "This link opens nothing" })).toBeVisible();
  await context.close();

  await page.goto(`${settings}/audit?act=member.*`);
  for (const told of [
    `removed ${email}`,
    `changed which projects are seen by ${email}`,
    `changed the role of ${email}`,
    `invited ${email}`,
  ]) {
    await expect(page.getByRole("row").filter({ hasText: `${ana.email} ${told}` })).toBeVisible();
  }
  await expect(page.getByRole("row").filter({ hasText: `${email} joined` })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: email }).click();
  await expect(page).toHaveURL(new RegExp(`actor=${email}`));
  await expect(page.getByRole("row")).toHaveCount(2);
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "CSV" }).click()]);
  expect(file.suggestedFilename()).toMatch(/^harbor-audit-to-\d+\.csv$/);
});
