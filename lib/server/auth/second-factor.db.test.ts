import { Secret, TOTP } from "otpauth";
import { expect, test } from "vitest";
import { prisma } from "../db/prisma";
import { removeSecondFactor } from "../store/second-factors";
import { createTestPerson } from "../testing/test-person";
import { withTestDatabase } from "../testing/test-workspace";
import { asksSecondFactor, passSecondFactor, startSecondFactor, turnOnSecondFactor } from "./second-factor";

withTestDatabase();

const stepMs = 30_000;
const nowMs = 1_800_000_000_000;

/** What an app shows at a moment. */
const codeAt = (secret: string, atMs: number) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: atMs });

async function personWithFactor() {
  const person = await createTestPerson();
  const begun = await startSecondFactor(person.id, person.email);
  if (!begun) throw new Error("nothing began");
  const { secret } = begun;
  const on = await turnOnSecondFactor(person.id, codeAt(secret, nowMs - 10 * stepMs), nowMs - 10 * stepMs);
  expect(on.outcome).toBe("right");
  return { ...person, secret, recoveryCodes: on.recoveryCodes };
}

test("nothing is asked for before a first code is right, and what is begun anew replaces what was not confirmed", async () => {
  const person = await createTestPerson();
  const first = await startSecondFactor(person.id, person.email);
  const second = await startSecondFactor(person.id, person.email);
  expect(second?.uri).toContain(`secret=${second?.secret}`);
  expect(second?.uri).toContain("issuer=Sightline");
  expect(await asksSecondFactor(person.id)).toBe(false);
  const { outcome } = await turnOnSecondFactor(person.id, codeAt(first?.secret ?? "", nowMs), nowMs);
  expect(outcome).toBe("wrong");
  expect(await passSecondFactor(person.id, codeAt(second?.secret ?? "", nowMs), nowMs)).toBe("wrong");
  const on = await turnOnSecondFactor(person.id, codeAt(second?.secret ?? "", nowMs), nowMs);
  expect(on.outcome).toBe("right");
  expect(new Set(on.recoveryCodes).size).toBe(10);
  expect(await asksSecondFactor(person.id)).toBe(true);
  expect(await startSecondFactor(person.id, person.email)).toBeNull();
});

test("the secret is sealed and recovery codes are hashed: the rows show neither", async () => {
  const { id, secret, recoveryCodes } = await personWithFactor();
  const rows = JSON.stringify([
    await prisma().secondFactor.findMany({ where: { personId: id }, select: { secret: true } }),
    await prisma().recoveryCode.findMany({ where: { personId: id } }),
  ]);
  expect(rows).not.toContain(secret);
  for (const code of recoveryCodes) expect(rows).not.toContain(code.replace("-", ""));
  expect(rows.match(/argon2id/g)).toHaveLength(10);
});

test("a code is right for its step and the ones beside it, and once: neither it nor an older one counts again", async () => {
  const { id, secret } = await personWithFactor();
  const pass = (atMs: number) => passSecondFactor(id, codeAt(secret, atMs), nowMs);
  expect(await pass(nowMs - 2 * stepMs)).toBe("wrong");
  expect(await pass(nowMs + 2 * stepMs)).toBe("wrong");
  expect(await pass(nowMs - stepMs)).toBe("right");
  expect(await pass(nowMs)).toBe("right");
  expect(await pass(nowMs)).toBe("wrong");
  expect(await pass(nowMs - stepMs)).toBe("wrong");
  expect(await pass(nowMs + stepMs)).toBe("right");
});

test("of many who send one code at the same time, one passes", async () => {
  const { id, secret, recoveryCodes } = await personWithFactor();
  const code = codeAt(secret, nowMs);
  const outcomes = await Promise.all(Array.from({ length: 5 }, () => passSecondFactor(id, code, nowMs)));
  expect(outcomes.filter((outcome) => outcome === "right")).toHaveLength(1);
  const recovery = recoveryCodes[0] ?? "";
  const again = await Promise.all(Array.from({ length: 3 }, () => passSecondFactor(id, recovery, nowMs)));
  expect(again.filter((outcome) => outcome === "recovered")).toHaveLength(1);
});

test("a recovery code opens once, however it is typed; the others stay", async () => {
  const { id, recoveryCodes } = await personWithFactor();
  const [first = "", second = ""] = recoveryCodes;
  expect(await passSecondFactor(id, first.toLowerCase().replace("-", " "))).toBe("recovered");
  expect(await passSecondFactor(id, first)).toBe("wrong");
  expect(await passSecondFactor(id, second)).toBe("recovered");
  expect(await passSecondFactor((await createTestPerson()).id, recoveryCodes[2] ?? "")).toBe("wrong");
});

test("guessing is stopped after ten attempts, a right code included", async () => {
  const { id, secret } = await personWithFactor();
  for (let attempt = 1; attempt <= 10; attempt++) expect(await passSecondFactor(id, "000000", nowMs)).toBe("wrong");
  expect(await passSecondFactor(id, codeAt(secret, nowMs), nowMs)).toBe("too-many");
});

test("turned off, it asks for nothing and its recovery codes are gone", async () => {
  const { id, recoveryCodes } = await personWithFactor();
  await removeSecondFactor(id);
  expect(await asksSecondFactor(id)).toBe(false);
  expect(await passSecondFactor(id, recoveryCodes[0] ?? "")).toBe("wrong");
});
