import { expect } from "@playwright/test";
import type { CreatedKey } from "@/lib/contract/keys";
import { ana } from "./account";
import { ingest, post } from "./api";
import { expectAccessible } from "./expect-accessible";
import { test } from "./fixtures";

test("A created key works at once, and a revoked one stops working within about a second", async ({
  page,
  app,
  project,
}) => {
  const events = [{ event_type: "task_started", agent_id: "crane", project, operation: "Lift" }];
  await page.goto(`/w/${ana.workspace}/settings/keys`);
  await page.getByRole("button", { name: "Create key" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill(project);
  await dialog.getByRole("button", { name: "Create key" }).click();
  const apiKey = await page.getByTestId("minted-key").innerText();
  const key = { url: app.url, apiKey };
  await ingest(key, events);

  await dialog.getByRole("button", { name: "I have it" }).click();
  await expect(page.getByText(apiKey)).toBeHidden();
  const row = page.getByRole("row", { name: project });
  await row.getByRole("button", { name: /^Revoke/ }).click();
  await dialog.getByRole("button", { name: "Revoke key" }).click();
  await expect(row).toBeHidden();
  await expect.poll(async () => (await post(key, events)).status, { timeout: 1_500, intervals: [100] }).toBe(401);
});

test("A key is given a limit of its own, which the list shows and the door keeps", async ({ page, app, project }) => {
  await page.goto(`/w/${ana.workspace}/settings/keys`);
  await page.getByRole("button", { name: "Create key" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill(project);
  await dialog.getByLabel("Events a second").fill("10");
  await dialog.getByRole("button", { name: "Create key" }).click();
  const key = { url: app.url, apiKey: await page.getByTestId("minted-key").innerText() };
  await dialog.getByRole("button", { name: "I have it" }).click();
  await expect(page.getByRole("row", { name: project }).getByRole("cell", { name: "10/s" })).toBeVisible();

  const events = Array.from({ length: 100 }, () => ({ event_type: "task_started", agent_id: "crane", project }));
  await ingest(key, events);
  const refused = await post(key, events);
  expect(refused.status).toBe(429);
  // It owes the eighty that were more than its burst, and takes as many again only when it is full.
  expect(refused.headers.get("retry-after")).toMatch(/^(9|10)$/);
});

test("A key that may only send can't read", async ({ page, app, project }) => {
  await page.goto(`/w/${ana.workspace}/settings/keys`);
  await page.getByRole("button", { name: "Create key" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill(project);
  await dialog.getByRole("button", { name: "Create key" }).click();
  const apiKey = await page.getByTestId("minted-key").innerText();
  const answer = await fetch(`${app.url}/api/v1/events`, { headers: { authorization: `Bearer ${apiKey}` } });
  expect(answer.status).toBe(403);
});

test("A rotated key has a successor that works at once; the old one says until when it does", async ({
  page,
  app,
  project,
}) => {
  await page.goto(`/w/${ana.workspace}/settings/keys`);
  await page.getByRole("button", { name: "Create key" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill(project);
  await dialog.getByLabel("Sources").fill("crane, winch");
  await dialog.getByRole("button", { name: "Create key" }).click();
  const old = { url: app.url, apiKey: await page.getByTestId("minted-key").innerText() };
  await dialog.getByRole("button", { name: "I have it" }).click();
  const row = page.getByRole("row", { name: project });
  await expect(row).toContainText("only crane, winch");
  await row.getByRole("button", { name: /^Rotate/ }).click();
  await dialog.getByRole("button", { name: "1 hour" }).click();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Make the new key" }).click();
  const successor = { url: app.url, apiKey: await page.getByTestId("minted-key").innerText() };
  await dialog.getByRole("button", { name: "I have it" }).click();
  const [fits, other] = ["crane", "tug"].map((source) => ({ event_type: "note", source, project }));
  for (const key of [old, successor]) {
    await ingest(key, fits ? [fits] : []);
    expect((await post(key, other ? [other] : [])).status).toBe(422);
  }
  await expect(row).toHaveCount(2);
  // Uses are written down every few seconds.
  await expect(async () => {
    await page.reload();
    await expect(row.filter({ hasText: "127.0.0.1" })).toHaveCount(2, { timeout: 1_000 });
  }).toPass({ timeout: 20_000 });
  await expect(row.filter({ hasNotText: "never" })).toHaveCount(1);
  await expectAccessible(page);
});

test("A stream that is open with a key ends within five seconds of its revocation", async ({ page, app, project }) => {
  await page.goto(`/w/${ana.workspace}/settings/keys`);
  const answer = await page.request.post(`/api/v1/keys?workspace=${ana.workspace}`, {
    data: { name: project, scopes: ["read"] },
    headers: { origin: app.url },
  });
  const { key, id } = (await answer.json()) as CreatedKey;
  const stream = await fetch(`${app.url}/api/v1/events/stream`, { headers: { authorization: `Bearer ${key}` } });
  const ended = stream.text();
  const revoked = await page.request.delete(`/api/v1/keys/${id}?workspace=${ana.workspace}`, {
    headers: { origin: app.url },
  });
  expect(revoked.status()).toBe(204);
  const text = await Promise.race([ended, new Promise<string>((resolve) => setTimeout(resolve, 5_000, "still open"))]);
  expect(text).toContain('"reason":"credential"');
});
