import { Histogram, Registry } from "prom-client";
import { expect, test } from "vitest";
import { DurationHistogram, durationBuckets } from "./duration-histogram";

test("a scrape shows what prom-client's own histogram shows for the same requests", async () => {
  const [ours, theirs] = [new Registry(), new Registry()];
  const named = { name: "request_seconds", help: "Time." };
  const cheap = new DurationHistogram(named);
  ours.registerMetric(cheap as unknown as Histogram);
  const labelNames = ["method", "route", "status"] as const;
  const reference = new Histogram({ ...named, labelNames, buckets: durationBuckets, registers: [theirs] });
  const requests = [
    { method: "GET", route: "/a", status: 200 },
    { method: "GET", route: "/a", status: 503 },
    { method: "POST", route: "/a", status: 200 },
    { method: "GET", route: '/"{b}\\\n', status: 200 },
  ];
  // On a bound, between two, below the first and past the last.
  for (const seconds of [0, 0.001, 0.0011, 0.3, 20, 21]) {
    for (const request of requests) {
      cheap.observe({ ...request, seconds });
      reference.observe({ ...request }, seconds);
    }
  }
  const lines = async (registry: Registry) => (await registry.metrics()).split("\n").sort();
  expect(await lines(ours)).toEqual(await lines(theirs));
});
