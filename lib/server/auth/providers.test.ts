import { expect, test } from "vitest";
import { gitHubProfile, openIdProfile } from "./providers";

const emails = [
  { email: "old@example.com", primary: false, verified: true },
  { email: "Ana@Example.com", primary: true, verified: true },
];

test("of GitHub's addresses the primary one counts, if it is verified; the profile's own says nothing", () => {
  const user = { id: 7, login: "ana", name: null, email: "forged@example.com" };
  expect(gitHubProfile({ ...user, emails })).toEqual({ id: "7", name: "ana", email: "ana@example.com" });
  const unverified = emails.map((one) => ({ ...one, verified: false }));
  expect(gitHubProfile({ ...user, emails: unverified }).email).toBeNull();
  expect(gitHubProfile({ ...user, emails: [emails[0]] }).email).toBeNull();
  expect(gitHubProfile({ ...user, emails: [] }).email).toBeNull();
});

test.each([
  [true, "ana@example.com"],
  ["true", "ana@example.com"],
  [false, null],
  ["false", null],
  [undefined, null],
])("an OpenID address counts only as verified: email_verified %j", (email_verified, email) => {
  expect(openIdProfile({ sub: "x", email: "Ana@example.com", email_verified }).email).toBe(email);
});

test("who gives no address has none", () => {
  expect(openIdProfile({ sub: "x", name: "Ana" })).toEqual({ id: "x", name: "Ana", email: null });
});
