import { afterEach, expect, test, vi } from "vitest";
import { refuseCrossSite } from "./same-origin";

afterEach(() => void vi.unstubAllEnvs());

const host = "sightline.example";

test.each([
  ["a program, which sends neither", {}],
  ["a page of ours", { host, origin: `https://${host}`, "sec-fetch-site": "same-origin" }],
  ["an older browser", { host, origin: `https://${host}` }],
  ["somebody at the address bar", { host, "sec-fetch-site": "none" }],
  ["our page behind a proxy", { host: "10.0.0.1:3000", "x-forwarded-host": host, origin: `https://${host}` }],
])("%s may write", (_, headers) => {
  expect(() => refuseCrossSite(headers)).not.toThrow();
});

test.each([
  ["another site", { host, origin: "https://evil.example" }],
  ["a hidden origin", { host, origin: "null" }],
  ["no address", { host, origin: "%%%" }],
  ["a name that begins like ours", { host, origin: `https://${host}.evil.example` }],
  ["another port", { host, origin: `https://${host}:8443` }],
  ["a sibling domain", { host, "sec-fetch-site": "same-site" }],
  ["another site, as the browser says", { host, "sec-fetch-site": "cross-site" }],
  ["another site that gives our origin", { host, origin: `https://${host}`, "sec-fetch-site": "cross-site" }],
  ["nobody without a host", { host: "", origin: "null" }],
])("%s may not", (_, headers) => {
  expect(() => refuseCrossSite(headers)).toThrow(/own pages only/);
});

test("the address that is set counts as ours, whatever the host is called inside", () => {
  vi.stubEnv("NEXTAUTH_URL", `https://${host}`);
  expect(() => refuseCrossSite({ host: "app:3000", origin: `https://${host}` })).not.toThrow();
});
