import { NextRequest } from "next/server";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

beforeEach(() => void vi.resetModules());
afterEach(() => void vi.unstubAllEnvs());

async function page(path = "/login", init?: { method: string }): Promise<Response> {
  const { proxy } = await import("./proxy");
  return proxy(new NextRequest(`http://localhost${path}`, init));
}

test("each page has a policy with a nonce of its own, may not be framed, and loads nothing from elsewhere", async () => {
  const policies = [await page(), await page()].map((answer) => answer.headers.get("content-security-policy") ?? "");
  const [first, second] = policies.map((policy) => /'nonce-([0-9a-f]{32})'/.exec(policy)?.[1]);
  expect(first).toBeDefined();
  expect(first).not.toBe(second);
  for (const policy of policies) {
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("base-uri 'none'");
    expect(policy).toContain("form-action 'self'");
    expect(policy).not.toContain("unsafe-eval");
    expect(policy).not.toMatch(/script-src[^;]*'unsafe-inline'/);
    expect(policy).not.toMatch(/https?:|\*/);
  }
});

test("browsers are held to TLS where Sightline is behind it, and only there", async () => {
  expect((await page()).headers.get("strict-transport-security")).toBeNull();
  vi.resetModules();
  vi.stubEnv("NEXTAUTH_URL", "https://sightline.example");
  expect((await page()).headers.get("strict-transport-security")).toMatch(/^max-age=\d{8,}/);
});

test.each(["POST", "PUT", "PATCH", "DELETE"])("pages take no %s", async (method) => {
  expect((await page("/login", { method })).status).toBe(405);
});
