import { expect, type Page } from "@playwright/test";
import { freePort } from "@/lib/server/db/free-port";
import { ana, settingsFor } from "./account";
import { expectAccessible } from "./expect-accessible";
import { loggedOut, test } from "./fixtures";
import { fillLogin } from "./log-in";
import { oidcClient, startOidcServer } from "./oidc-server";

test.use({ storageState: loggedOut });

const people = {
  ana: { email: "Ana@Example.com", email_verified: true, name: "Ana" },
  mallory: { email: ana.email, email_verified: false, name: "Not Ana" },
  stranger: { email: "stranger@elsewhere.example", email_verified: true, name: "Stranger" },
  newcomer: { email: "newcomer@harbor.example", email_verified: true, name: "Newcomer" },
};

/** Through the provider's own pages, from a browser that it doesn't know yet. */
async function continueAs(page: Page, url: string, name: keyof typeof people): Promise<void> {
  // An open page would complain that it is logged out.
  await page.goto("about:blank");
  await page.context().clearCookies();
  await page.goto(`${url}/login`);
  await page.getByRole("button", { name: "Continue with Harbor ID" }).click();
  await enterAs(page, name);
}

async function enterAs(page: Page, name: keyof typeof people): Promise<void> {
  await page.getByPlaceholder("Enter any login").fill(name);
  await page.getByPlaceholder("and password").fill("any");
  await page.getByRole("button", { name: "Sign-in" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
}

/** The provider's own login, beside which ours stays. */
async function forgetProvider(page: Page): Promise<void> {
  await page.context().clearCookies({ name: /^_(?:session|interaction)/ });
}

test("An OpenID provider logs in whose address it has verified, and nobody else gets in by one", async ({
  page,
  launch,
  trouble,
}) => {
  const port = await freePort();
  // The provider's own pages want a font and an icon.
  trouble.allow(/fonts\.googleapis\.com|favicon\.ico/);
  const app = await launch({
    ...settingsFor(ana),
    OIDC_ISSUER: `http://127.0.0.1:${port}`,
    OIDC_ID: oidcClient.id,
    OIDC_SECRET: oidcClient.secret,
    OIDC_NAME: "Harbor ID",
    SIGHTLINE_ALLOWED_EMAIL_DOMAINS: "harbor.example",
    SIGHTLINE_DOMAIN_WORKSPACE: ana.workspace,
  });
  const provider = await startOidcServer(port, app.url, people);
  await page.route(/fonts\.googleapis\.com/, (route) => route.abort());
  const overview = `${app.url}/w/${ana.workspace}/overview`;

  await test.step("An unverified address links nothing", async () => {
    await continueAs(page, app.url, "mallory");
    await expect(page.getByText("The provider has not verified your e-mail address.")).toBeVisible();
    await expectAccessible(page);
  });
  await test.step("A verified one that nobody here has gets a page that says so", async () => {
    await continueAs(page, app.url, "stranger");
    await expect(page.getByText("Nobody here has that e-mail address.")).toBeVisible();
  });
  await test.step("A password still logs in from there", async () => {
    await fillLogin(page, ana);
    await expect(page).toHaveURL(overview);
  });
  await test.step("Ana's own is linked, and her account says so", async () => {
    await continueAs(page, app.url, "ana");
    await expect(page).toHaveURL(overview);
    await page.goto(`${app.url}/w/${ana.workspace}/account`);
    await expect(page.getByText(`${ana.email}, linked`)).toBeVisible();
  });
  await test.step("Unlinked and linked again by hand, one stays logged in", async () => {
    const dialog = page.getByRole("dialog");
    await page.getByRole("button", { name: "Unlink Harbor ID" }).click();
    await dialog.getByLabel("Your password").fill(ana.password);
    await dialog.getByRole("button", { name: "Unlink" }).click();
    await page.getByRole("button", { name: "Link Harbor ID" }).click();
    await expectAccessible(page);
    await dialog.getByLabel("Your password").fill(ana.password);
    await dialog.getByRole("button", { name: "Go to Harbor ID" }).click();
    await expect(page.getByText(`${ana.email}, linked`)).toBeVisible();
  });
  await test.step("Whose domain is let in becomes a viewer, and may set a password", async () => {
    await continueAs(page, app.url, "newcomer");
    await expect(page).toHaveURL(overview);
    await page.goto(`${app.url}/w/${ana.workspace}/settings/keys`);
    await expect(page.getByText("Viewers have no keys")).toBeVisible();
    await page.goto(`${app.url}/w/${ana.workspace}/account`);
    await page.getByLabel("New password").fill("a-first-horse-battery");
    await expectAccessible(page);
    await page.getByRole("button", { name: "Set password" }).click();
    await expect(page.getByLabel("Present password")).toBeVisible();
  });
  await test.step("An account of the provider that logs in somebody else is not taken from them", async () => {
    await page.getByRole("button", { name: "Unlink Harbor ID" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Your password").fill("a-first-horse-battery");
    await dialog.getByRole("button", { name: "Unlink" }).click();
    await page.getByRole("button", { name: "Link Harbor ID" }).click();
    await dialog.getByLabel("Your password").fill("a-first-horse-battery");
    await forgetProvider(page);
    await dialog.getByRole("button", { name: "Go to Harbor ID" }).click();
    await enterAs(page, "ana");
    await expect(page.getByText("logs in somebody else here")).toBeVisible();
  });
  await provider.close();
});
