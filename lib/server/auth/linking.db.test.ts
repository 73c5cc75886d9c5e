import { expect, test } from "vitest";
import { createTestPerson, openLogin } from "../testing/test-person";
import { withTestDatabase } from "../testing/test-workspace";
import { linkingCookie, linkingViewer } from "./linking";
import { viewerFromCookie } from "./viewer";

withTestDatabase();

const loginOf = async (cookie: string) => (await viewerFromCookie(cookie))?.loginId ?? "";

test("a wish to link a provider counts for the login that it was made in, and no other", async () => {
  const [ana, ben] = [await createTestPerson(), await createTestPerson()];
  const [anas, anasOther, bens] = [await openLogin(ana.id), await openLogin(ana.id), await openLogin(ben.id)];
  const wish = (await linkingCookie(await loginOf(anas))).split(";")[0] ?? "";
  expect((await linkingViewer(`${anas}; ${wish}`))?.personId).toBe(ana.id);
  expect(await linkingViewer(anas)).toBeNull();
  expect(await linkingViewer(wish)).toBeNull();
  expect(await linkingViewer(`${anasOther}; ${wish}`)).toBeNull();
  expect(await linkingViewer(`${bens}; ${wish}`)).toBeNull();
});

test("neither the login's own cookie nor a made-up one stands in for it", async () => {
  const ana = await createTestPerson();
  const cookie = await openLogin(ana.id);
  const name = (await linkingCookie(await loginOf(cookie))).split("=")[0];
  expect(await linkingViewer(`${cookie}; ${name}=${cookie.split("=")[1]}`)).toBeNull();
  expect(await linkingViewer(`${cookie}; ${name}=made-up`)).toBeNull();
});

test("the cookie is for next-auth's addresses, out of reach of scripts, for ten minutes", async () => {
  const cookie = await linkingCookie("any");
  expect(cookie).toContain("; Path=/api/auth; Max-Age=600; HttpOnly; SameSite=Lax");
});
