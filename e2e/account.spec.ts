import { expect, type Page } from "@playwright/test";
import { Secret, TOTP } from "otpauth";
import { startMailServer } from "@/lib/server/testing/mail-server";
import { ana, settingsFor } from "./account";
import { expectAccessible } from "./expect-accessible";
import { loggedOut, test } from "./fixtures";
import { fillLogin, logIn } from "./log-in";

test.use({ storageState: loggedOut });

const newPassword = "a-longer-horse-battery";
const stepMs = 30_000;

/** What an authenticator app shows so many steps from now. */
const codeOf = (secret: string, steps: number) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * stepMs });

const enter = async (page: Page, code: string) => {
  await page.getByLabel("Code").fill(code);
  await page.getByRole("button", { name: "Go on" }).click();
};

test("A person sees where they are logged in; a new password ends it elsewhere, and one button everywhere", async ({
  page,
  browser,
  launch,
}) => {
  const app = await launch(settingsFor(ana));
  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  const overview = `${app.url}/w/${ana.workspace}/overview`;
  await logIn(other, app.url, ana);
  await logIn(page, app.url, ana);

  await test.step("The account shows both logins, and gives a name", async () => {
    await page.getByRole("button", { name: /account$/ }).click();
    await page.getByRole("menuitem", { name: "Your account" }).click();
    await expect(page.getByRole("row", { name: /^Chrome on/ })).toHaveCount(2);
    await expect(page.getByRole("row", { name: /this one/ })).toHaveCount(1);
    await page.getByLabel("Name").fill("Ana of the harbor");
    await page.getByRole("button", { name: "Save name" }).click();
    await expect(page.getByRole("button", { name: "Ana of the harbor, account" })).toBeVisible();
  });

  await test.step("A new password ends the other one", async () => {
    await page.getByLabel("Present password").fill(ana.password);
    await page.getByLabel("New password").fill(newPassword);
    await page.getByRole("button", { name: "Change password" }).click();
    await expect(page.getByRole("row", { name: /^Chrome on/ })).toHaveCount(1);
    await other.goto(overview);
    await expect(other).toHaveURL(/\/login\b/);
  });

  await test.step("Logged out everywhere, nobody is in any more", async () => {
    await page.getByRole("button", { name: "Log out everywhere" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Log out everywhere" }).click();
    await expect(page).toHaveURL(`${app.url}/login`);
    await page.goto(overview);
    await expect(page).toHaveURL(/\/login\b/);
  });
  await elsewhere.close();
});

test("With a second factor a password alone opens nothing; a recovery code stands in for the app", async ({
  page,
  browser,
  launch,
  trouble,
}) => {
  trouble.allow(/status of 401 .*\/api\/auth\/callback\/second-step/);
  const app = await launch(settingsFor(ana));
  const account = `${app.url}/w/${ana.workspace}/account`;
  await logIn(page, app.url, ana);
  await page.goto(account);

  const { secret, used, recovery } = await test.step("A second factor is turned on with a first code", async () => {
    await page.getByRole("region", { name: "Second factor" }).getByRole("button", { name: "Turn on" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Your password").fill(ana.password);
    await dialog.getByRole("button", { name: "Go on" }).click();
    const secret = (await page.getByTestId("totp-secret").innerText()).replaceAll(" ", "");
    await expect(dialog.getByRole("img", { name: "The secret as a QR code" })).toBeVisible();
    const used = codeOf(secret, 0);
    await dialog.getByLabel("Code that the app shows").fill(used);
    await dialog.getByRole("button", { name: "Turn on" }).click();
    const codes = (await page.getByTestId("recovery-codes").innerText()).trim().split("\n");
    expect(codes).toHaveLength(10);
    await dialog.getByRole("button", { name: "I have kept them" }).click();
    await expect(page.getByText("10 recovery codes are left.")).toBeVisible();
    await expectAccessible(page);
    return { secret, used, recovery: codes[0] ?? "" };
  });

  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();

  await test.step("Logging in takes a code then, which counts once", async () => {
    const cookiesOf = async () => (await elsewhere.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
    await other.goto(account);
    await fillLogin(other, ana);
    await expect(other.getByRole("heading", { name: "One more step" })).toBeVisible();
    await expectAccessible(other);
    const halfway = await fetch(`${app.url}/api/v1/account`, { headers: { cookie: await cookiesOf() } });
    expect(halfway.status).toBe(401);
    await enter(other, used);
    await expect(other.getByText("The code is wrong, or was used already.")).toBeVisible();
    await enter(other, codeOf(secret, 1));
    await expect(other).toHaveURL(account);
  });

  await test.step("A recovery code stands in for the app", async () => {
    await elsewhere.clearCookies();
    await other.goto(account);
    await fillLogin(other, ana);
    await enter(other, recovery);
    await expect(other.getByText("9 recovery codes are left.")).toBeVisible();
  });

  await test.step("Renewed, there are ten again", async () => {
    await other.getByRole("button", { name: "Renew recovery codes" }).click();
    await other.getByLabel("Your password").fill(ana.password);
    await other.getByRole("button", { name: "Renew", exact: true }).click();
    await expect(other.getByTestId("recovery-codes")).not.toContainText(recovery);
    await other.getByRole("button", { name: "I have kept them" }).click();
    await expect(other.getByText("10 recovery codes are left.")).toBeVisible();
  });

  await elsewhere.close();
});

test("A forgotten password is set anew by a link in a mail, which works once", async ({ page, launch, trouble }) => {
  trouble.allow(/status of 403 .*\/api\/v1\/password-reset\/password/);
  const mail = await startMailServer();
  const app = await launch({
    ...settingsFor(ana),
    SIGHTLINE_SMTP_URL: mail.url,
    SIGHTLINE_MAIL_FROM: "sightline@example.com",
  });
  await page.goto(`${app.url}/login`);
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await expect(page.getByRole("heading", { name: "Forgot your password?" })).toBeVisible();
  await page.getByLabel("E-mail").fill(ana.email);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Send a link" }).click();
  await expect(page.getByText(`If somebody here has the address ${ana.email}`)).toBeVisible();
  await expect.poll(() => mail.mails.length).toBe(1);
  const link = /http\S+\/reset#code=[\w-]+/.exec(mail.mails[0]?.text ?? "")?.[0] ?? "";
  expect(link).toContain(app.url);

  await page.goto(link);
  await page.getByLabel("New password").fill(newPassword);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Set password" }).click();
  await expect(page.getByRole("heading", { name: "Your password is set" })).toBeVisible();
  await page.getByRole("link", { name: "Log in" }).click();
  await fillLogin(page, { email: ana.email, password: newPassword });
  await expect(page).toHaveURL(`${app.url}/w/${ana.workspace}/overview`);

  await test.step("The address is changed by a link that only who is logged in can spend", async () => {
    await page.goto(`${app.url}/w/${ana.workspace}/account`);
    await page.getByRole("button", { name: "Change", exact: true }).click();
    await page.getByLabel("New e-mail").fill("ana@quay.example");
    await page.getByLabel("Your password").fill(newPassword);
    await expectAccessible(page);
    await page.getByRole("button", { name: "Send the link" }).click();
    await expect.poll(() => mail.mails.length).toBe(2);
    await page.goto(/http\S+\/confirm#code=[\w-]+/.exec(mail.mails[1]?.text ?? "")?.[0] ?? "");
    await expectAccessible(page);
    await page.getByRole("button", { name: "Confirm" }).click();
    await expect(page.getByText("ana@quay.example is the address of your account.")).toBeVisible();
  });

  await page.goto("about:blank");
  await page.goto(link);
  await page.getByLabel("New password").fill("yet-another-password");
  await page.getByRole("button", { name: "Set password" }).click();
  await expect(page.getByText("This link was used, has expired, or is not one of ours.")).toBeVisible();
  await mail.close();
});
