import { randomUUID } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import { afterEach, expect, test, vi } from "vitest";
import { startSecondFactor, turnOnSecondFactor } from "./auth/second-factor";
import { prisma } from "./db/prisma";
import { sealPushKey } from "./notify/push-message";
import { instancePurpose } from "./notify/vapid";
import { mintWebhookSecret, openWebhookSecret } from "./notify/webhook-secret";
import { resealSecrets } from "./reseal";
import { seal } from "./sealed";
import { createTestPerson } from "./testing/test-person";
import { createTestWorkspace, withTestDatabase } from "./testing/test-workspace";

withTestDatabase();
afterEach(() => vi.unstubAllEnvs());

const [oldKey, newKey] = ["old-key-0123456789-0123456789-012345", "new-key-0123456789-0123456789-012345"];
const sealKeys = (...keys: string[]) => vi.stubEnv("SIGHTLINE_SECRET_KEYS", keys.join(","));

/** How many secrets each key has sealed. */
async function seals(): Promise<number[]> {
  const rows = await prisma().secondFactor.findMany({ select: { secret: true } });
  const counts = new Map<string, number>();
  for (const { secret } of rows) {
    const key = secret.split(".")[1] ?? "";
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts.values()].sort((a, b) => a - b);
}

test("a new key seals all that is there; then the old one can be given up, and codes still count", async () => {
  sealKeys(oldKey);
  const people = await Promise.all(Array.from({ length: 5 }, () => createTestPerson()));
  const begun = await Promise.all(people.map(({ id, email }) => startSecondFactor(id, email)));
  sealKeys(newKey, oldKey);
  const late = await createTestPerson();
  await startSecondFactor(late.id, late.email);
  expect(await seals()).toEqual([1, 5]);

  const [first, second] = await Promise.all([resealSecrets(), resealSecrets()]);
  expect(first.moved + second.moved).toBe(5);
  expect(await seals()).toEqual([6]);
  expect(await resealSecrets()).toEqual({ moved: 0, lost: 0 });

  sealKeys(newKey);
  const [person] = people;
  const code = new TOTP({ secret: Secret.fromBase32(begun[0]?.secret ?? "") }).generate();
  expect((await turnOnSecondFactor(person?.id ?? "", code)).outcome).toBe("right");
});

test("a secret whose key is gone is counted, stays as it is, and keeps none of the others", async () => {
  await prisma().secondFactor.deleteMany();
  sealKeys(oldKey);
  const [lost, found] = [await createTestPerson(), await createTestPerson()];
  await startSecondFactor(lost.id, lost.email);
  const before = await prisma().secondFactor.findUniqueOrThrow({ where: { personId: lost.id } });
  sealKeys();
  await startSecondFactor(found.id, found.email);
  sealKeys(newKey);
  expect(await resealSecrets()).toEqual({ moved: 1, lost: 1 });
  expect(await prisma().secondFactor.findUniqueOrThrow({ where: { personId: lost.id } })).toEqual(before);
});

test("webhooks' secrets, browsers' keys and the installation's own move too, each for its row alone", async () => {
  sealKeys(oldKey);
  const { id: workspaceId } = await createTestWorkspace();
  const person = await createTestPerson();
  const [webhook, push] = [randomUUID(), randomUUID()];
  const secret = mintWebhookSecret(webhook).sealed;
  const place = { workspaceId, name: "hook", url: "https://example.com", form: "standard", createdBy: "Test" };
  await prisma().webhook.create({ data: { id: webhook, secret, secretBefore: secret, ...place } });
  const keys = { p256dh: sealPushKey("p", push), auth: sealPushKey("a", push) };
  const owner = { workspaceId, personId: person.id, endpoint: "https://example.com", device: "Test" };
  await prisma().pushSubscription.create({ data: { id: push, ...keys, ...owner } });
  await prisma().instanceSecret.create({ data: { name: "test", sealed: seal("s", instancePurpose("test")) } });
  sealKeys(newKey, oldKey);
  expect((await resealSecrets()).moved).toBeGreaterThanOrEqual(5);
  sealKeys(newKey);
  const moved = await prisma().webhook.findUniqueOrThrow({ where: { id: webhook } });
  expect(openWebhookSecret(moved.secret, webhook)).toBe(openWebhookSecret(moved.secretBefore ?? "", webhook));
  expect((await resealSecrets()).moved).toBe(0);
});
