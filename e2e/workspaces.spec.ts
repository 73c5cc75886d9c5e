import { expect } from "@playwright/test";
import { expectAccessible } from "./expect-accessible";
import { test } from "./fixtures";

test("A workspace is made, renamed, deleted by its typed name, read meanwhile, and restored", async ({
  page,
  project: slug,
}) => {
  await page.goto("/workspaces/new");
  await page.getByLabel("Name").fill("Second harbor");
  await expect(page.getByLabel("Address")).toHaveValue("second-harbor");
  await page.getByLabel("Address").fill(slug);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Create workspace" }).click();
  await expect(page).toHaveURL(new RegExp(`/w/${slug}/connect`));

  await page.goto(`/w/${slug}/settings/workspace`);
  await page.getByLabel("Name").fill("East harbor");
  await page.getByRole("button", { name: "Rename" }).click();
  await expect(page.getByRole("navigation").getByText("East harbor").first()).toBeVisible();
  await page.getByRole("button", { name: "Delete workspace" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("button", { name: "Delete workspace" })).toBeDisabled();
  await dialog.getByLabel(`Type ${slug} to say yes`).fill(slug);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Delete workspace" }).click();
  const banner = page.getByRole("region", { name: "This workspace was deleted" });
  await expect(banner).toBeVisible();
  await expectAccessible(page);

  await page.goto(`/w/${slug}/events`);
  await banner.getByRole("button", { name: "Restore" }).click();
  await expect(banner).toBeHidden();
  await page.goto(`/w/${slug}/settings/audit`);
  const rows = page.getByRole("table", { name: "Audit log" }).getByRole("row");
  await expect(rows).toContainText(
    [
      "restored the workspace",
      "deleted the workspace",
      "renamed the workspace to East harbor",
      "created the workspace Second harbor",
    ].map((text) => new RegExp(text)),
  );
});
