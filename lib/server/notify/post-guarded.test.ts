import { afterAll, beforeAll, expect, test } from "vitest";
import { WebhookReceiver } from "../testing/webhook-receiver";
import { postGuarded } from "./post-guarded";

const receiver = new WebhookReceiver();
const elsewhere = new WebhookReceiver();

beforeAll(async () => {
  await receiver.listen();
  await elsewhere.listen();
  process.env.SIGHTLINE_WEBHOOK_ALLOWED_HOSTS = `${receiver.host}, named.example`;
});
afterAll(async () => {
  await receiver.close();
  await elsewhere.close();
});

const post = (url: string, body = "{}") => postGuarded({ url, headers: {}, body: Buffer.from(body) });

test("What is posted arrives, and the beginning of the answer comes back", async () => {
  receiver.reply = () => ({ status: 200, body: "x".repeat(10_000) });
  expect(await post(`${receiver.url}/a`, '{"é":1}')).toEqual({
    status: 200,
    text: "x".repeat(4_096),
    retryAfterMs: null,
  });
  expect(receiver.received.at(-1)).toMatchObject({ path: "/a", headers: { "content-length": "8" } });
});

test("A name that resolves to this machine is refused before anything is sent", async () => {
  const before = elsewhere.received.length;
  for (const host of ["localhost", "127.0.0.1", "0x7f.1", "2130706433", "[::ffff:127.0.0.1]", "[::1]"]) {
    const { status, text } = await post(elsewhere.url.replace("127.0.0.1", host));
    expect([host, status]).toEqual([host, null]);
    expect(text).toContain("leads to a private address");
  }
  expect(elsewhere.received).toHaveLength(before);
});

test("A redirect is an answer and is not followed", async () => {
  receiver.reply = () => ({ status: 307, headers: { location: `${elsewhere.url}/secret` } });
  expect(await post(receiver.url)).toMatchObject({ status: 307, text: "Redirects are not followed." });
  expect(elsewhere.received).toEqual([]);
});

test("Retry-After is read as seconds and as a date", async () => {
  receiver.reply = () => ({ status: 503, headers: { "retry-after": "120" } });
  expect(await post(receiver.url)).toMatchObject({ status: 503, retryAfterMs: 120_000 });
  const at = new Date(Date.now() + 3_600_000).toUTCString();
  receiver.reply = () => ({ status: 503, headers: { "retry-after": at } });
  expect((await post(receiver.url)).retryAfterMs).toBeGreaterThan(3_500_000);
});

test("Who doesn't answer is told of in words", async () => {
  await receiver.close();
  expect(await post(receiver.url)).toEqual({ status: null, text: "The connection was refused.", retryAfterMs: null });
  await receiver.listen();
});

test("A connection that the other end closed while it was idle costs nothing: it is sent once, on a new one", async () => {
  receiver.reply = () => ({ status: 204 });
  await post(receiver.url);
  await receiver.close();
  await receiver.listen();
  const before = receiver.received.length;
  expect(await post(receiver.url)).toMatchObject({ status: 204 });
  expect(receiver.received).toHaveLength(before + 1);
});
