import { afterEach, describe, expect, test, vi } from "vitest";
import { PrometheusText } from "../testing/prometheus-text";
import { call } from "../testing/test-workspace";

afterEach(() => {
  vi.unstubAllEnvs();
});

/** The endpoint of a copy of the code of its own, as each bundle of the process has one, under these settings. */
async function endpointWith(settings: Record<string, string>) {
  vi.resetModules();
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  const [{ metricsEndpoint }, { metrics }] = await Promise.all([import("./metrics"), import("../metrics")]);
  return { metricsEndpoint, metrics };
}

const token = "a-token-for-the-scraper";
const bearer = (sent: string) => ({ authorization: `Bearer ${sent}` });

describe("who may scrape", () => {
  test.each([
    ["the machine itself", {}, { isDirect: true }, 200],
    ["the machine itself by another loopback name", { HOST: "::1" }, { isDirect: true }, 200],
    ["somebody behind a proxy, no token set", {}, {}, 401],
    ["somebody behind a proxy with an empty token, no token set", {}, { headers: bearer("") }, 401],
    ["anybody on an address that others reach, no token set", { HOST: "0.0.0.0" }, { isDirect: true }, 401],
    ["anybody on a name that only begins like loopback", { HOST: "127.0.0.1.example.com" }, { isDirect: true }, 401],
    ["with the token", { HOST: "0.0.0.0", METRICS_TOKEN: token }, { headers: bearer(token) }, 200],
    ["with a wrong token", { METRICS_TOKEN: token }, { headers: bearer("a-token-for-the-scrapes") }, 401],
    ["with the token's beginning", { METRICS_TOKEN: token }, { headers: bearer(token.slice(0, -1)) }, 401],
    ["with no header", { METRICS_TOKEN: token }, {}, 401],
  ])("%s", async (_, settings, request, status) => {
    const { metricsEndpoint } = await endpointWith(settings);
    const answer = await call(metricsEndpoint, request);
    expect(answer.status).toBe(status);
    if (status === 401) {
      expect(answer.headers).toMatchObject({ "www-authenticate": expect.stringContaining("Bearer") });
      expect(answer.headers["content-type"]).toContain("application/problem+json");
      expect(answer.body).not.toContain(token);
    }
  });
});

test("both copies of the code count into one registry, and neither minds the other", async () => {
  const scrape = async ({ metricsEndpoint }: Awaited<ReturnType<typeof endpointWith>>) =>
    new PrometheusText(String((await call(metricsEndpoint, { isDirect: true })).body));
  const [frontDoor, next] = [await endpointWith({}), await endpointWith({})];
  expect(next.metricsEndpoint).not.toBe(frontDoor.metricsEndpoint);
  const before = (await scrape(frontDoor)).value("sightline_events_total", { outcome: "accepted" }) ?? Number.NaN;
  frontDoor.metrics.events.inc({ outcome: "accepted" }, 2);
  next.metrics.events.inc({ outcome: "accepted" }, 3);
  for (const copy of [frontDoor, next]) {
    expect((await scrape(copy)).value("sightline_events_total", { outcome: "accepted" })).toBe(before + 5);
  }
});
