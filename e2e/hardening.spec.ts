import { expect } from "@playwright/test";
import { ana } from "./account";
import { loggedOut, test } from "./fixtures";
import { fillLogin } from "./log-in";

test.use({ storageState: loggedOut });

/** What a browser sends to log in, as it would be sent by whoever has got hold of the token against forgery. */
async function logInBy(url: string, headers: Record<string, string>, callbackUrl = "/"): Promise<Response> {
  const token = await fetch(`${url}/api/auth/csrf`);
  const { csrfToken } = (await token.json()) as { csrfToken: string };
  const cookie = token.headers.getSetCookie().map((line) => line.split(";", 1)[0]);
  return fetch(`${url}/api/auth/callback/credentials`, {
    method: "POST",
    redirect: "manual",
    headers: { cookie: cookie.join("; "), ...headers },
    body: new URLSearchParams({ csrfToken, callbackUrl, json: "true", email: ana.email, password: ana.password }),
  });
}

const sessionCookie = (answer: Response) =>
  answer.headers.getSetCookie().find((line) => line.includes("sightline.session-token"));

test("Another site logs nobody in or out, and the login's cookie is kept from scripts and from other sites", async ({
  app,
}) => {
  const own = await logInBy(app.url, { origin: app.url, "sec-fetch-site": "same-origin" });
  expect(own.status).toBe(200);
  expect(sessionCookie(own)).toMatch(/; HttpOnly/i);
  expect(sessionCookie(own)).toMatch(/; SameSite=Lax/i);
  for (const headers of [{ origin: "https://evil.example" }, { origin: "null" }, { "sec-fetch-site": "cross-site" }]) {
    const forged = await logInBy(app.url, headers as Record<string, string>);
    expect(forged.status).toBe(403);
    expect(sessionCookie(forged)).toBeUndefined();
    const out = await fetch(`${app.url}/api/auth/signout`, { method: "POST", headers: headers as HeadersInit });
    expect(out.status).toBe(403);
  }
  const withoutToken = await fetch(`${app.url}/api/auth/callback/credentials`, {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams({ csrfToken: "guessed", json: "true", email: ana.email, password: ana.password }),
  });
  expect(sessionCookie(withoutToken)).toBeUndefined();
});

test("A login leads to no other site, whatever the address asks for", async ({ page, app }) => {
  const targets = ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"];
  for (const target of targets) {
    const answer = await logInBy(app.url, { origin: app.url }, target);
    const { url } = (await answer.json()) as { url: string };
    expect(new URL(url, app.url).origin).toBe(app.url);
  }
  await page.goto(`/login?next=${encodeURIComponent("/\\evil.example")}`);
  await fillLogin(page, ana);
  await expect(page).toHaveURL(`/w/${ana.workspace}/overview`);
});

test("Line ends in addresses, names and headers never become headers of an answer", async ({ app, anasKey }) => {
  const line = "%0d%0aset-cookie:%20injected=1%0d%0ax-injected:%201";
  const authorization = `Bearer ${anasKey.apiKey}`;
  const addresses = [
    `/login?next=/${line}`,
    `/w/${line}/events`,
    `/w/${ana.workspace}/agents/${line}`,
    `/${line}`,
    `/api/auth/signin?callbackUrl=/${line}`,
    `/api/v1/events/export?format=csv${line}`,
    `/api/v1/events?workspace=${ana.workspace}&q=${line}`,
    `/api/v1/events/${line}`,
  ];
  for (const address of addresses) {
    const answer = await fetch(app.url + address, { headers: { authorization }, redirect: "manual" });
    await answer.arrayBuffer();
    expect([address, answer.headers.get("x-injected")]).toEqual([address, null]);
    expect(answer.headers.getSetCookie().filter((cookie) => cookie.startsWith("injected"))).toEqual([]);
    expect(answer.status).toBeLessThan(500);
  }
});

test("A page and the login read no large bodies", async ({ app }) => {
  const body = "x".repeat(1024 * 1024);
  for (const path of ["/login", "/api/auth/callback/credentials", "/api/auth/signout"]) {
    expect((await fetch(app.url + path, { method: "POST", body })).status).toBe(400);
  }
  const json = { "content-type": "application/json", authorization: `Bearer ${ana.apiKey}` };
  const answer = await fetch(`${app.url}/api/v1/keys`, { method: "POST", headers: json, body });
  expect(answer.status).toBe(413);
});
