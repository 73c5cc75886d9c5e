import { randomInt } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import { seal, unseal } from "../sealed";
import { freePlaces, takePlace } from "../store/paces";
import {
  beginSecondFactor,
  confirmSecondFactor,
  findSecondFactor,
  listRecoveryHashes,
  replaceRecoveryCodes,
  spendRecoveryCode,
  spendStep,
} from "../store/second-factors";
import { hashPassword, verifyPassword } from "./password";

const stepMs = 30_000;
const recoveryCodes = 10;
/** Without what is mistaken for something else; ten of them are 49 bits. */
const recoveryAlphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
const recoveryForm = new RegExp(`^[${recoveryAlphabet}]{10}$`);

/** Wrong codes that a person may give: three of a million are right at a time. */
const attempts = { burst: 10, everyMs: 30_000, waitMsMax: 0 };

/** What came of a code: `recovered` by a recovery code; `too-many` was not even looked at. */
export type CodeOutcome = "right" | "recovered" | "wrong" | "too-many";

/** Whether the person's log-in takes a second step. */
export async function asksSecondFactor(personId: string): Promise<boolean> {
  const factor = await findSecondFactor(personId);
  return factor !== null && factor.confirmedAt !== null;
}

/** A new secret, for the app to learn; it asks for nothing before a first code. Null where one is on already. */
export async function startSecondFactor(
  personId: string,
  email: string,
): Promise<{ secret: string; uri: string } | null> {
  const secret = new Secret({ size: 20 });
  const begun = await beginSecondFactor(personId, seal(secret.base32, secondFactorPurpose(personId)));
  return begun ? { secret: secret.base32, uri: totpOf(secret.base32, email).toString() } : null;
}

/** Turns it on with a first code; answers the recovery codes, this once. */
export async function turnOnSecondFactor(
  personId: string,
  code: string,
  nowMs = Date.now(),
): Promise<{ outcome: CodeOutcome; recoveryCodes: string[] }> {
  if (!(await mayTry(personId))) return { outcome: "too-many", recoveryCodes: [] };
  const factor = await findSecondFactor(personId);
  const step =
    factor && !factor.confirmedAt ? stepOf(unseal(factor.secret, secondFactorPurpose(personId)), code, nowMs) : null;
  if (step === null) return { outcome: "wrong", recoveryCodes: [] };
  const { codes, hashes } = await newRecoveryCodes();
  if (!(await confirmSecondFactor(personId, { step, recoveryHashes: hashes }))) {
    return { outcome: "wrong", recoveryCodes: [] };
  }
  await freePlaces(attemptsOf(personId));
  return { outcome: "right", recoveryCodes: codes };
}

/** New recovery codes, this once; those from before open nothing any more. Null where no second factor is on. */
export async function renewRecoveryCodes(personId: string): Promise<string[] | null> {
  const { codes, hashes } = await newRecoveryCodes();
  return (await replaceRecoveryCodes(personId, hashes)) ? codes : null;
}

/** The second step: a code of the app, or a recovery code. Each opens it once. */
export async function passSecondFactor(personId: string, given: string, nowMs = Date.now()): Promise<CodeOutcome> {
  if (!(await mayTry(personId))) return "too-many";
  const code = given.replace(/[\s-]/g, "").toUpperCase();
  const isRecoveryCode = recoveryForm.test(code);
  const passed = isRecoveryCode ? await passWithRecoveryCode(personId, code) : await passWithApp(personId, code, nowMs);
  if (!passed) return "wrong";
  await freePlaces(attemptsOf(personId));
  return isRecoveryCode ? "recovered" : "right";
}

async function passWithApp(personId: string, code: string, nowMs: number): Promise<boolean> {
  const factor = await findSecondFactor(personId);
  if (!factor?.confirmedAt) return false;
  const secret = unseal(factor.secret, secondFactorPurpose(personId));
  const step = stepOf(secret, code, nowMs);
  if (step === null || !(await spendStep(personId, step))) return false;
  return true;
}

async function passWithRecoveryCode(personId: string, code: string): Promise<boolean> {
  for (const hash of await listRecoveryHashes(personId)) {
    if (await verifyPassword(hash, code)) return spendRecoveryCode(personId, hash);
  }
  return false;
}

async function mayTry(personId: string): Promise<boolean> {
  return (await takePlace(attemptsOf(personId), attempts)) !== null;
}

/** The step of 30 s whose code this is: the present one, or one beside it, as clocks differ. */
function stepOf(secret: string, code: string, nowMs: number): number | null {
  const digits = code.replace(/\s/g, "");
  if (!/^\d{6}$/.test(digits)) return null;
  const delta = totpOf(secret).validate({ token: digits, timestamp: nowMs, window: 1 });
  return delta === null ? null : Math.floor(nowMs / stepMs) + delta;
}

function totpOf(secret: string, label = "Sightline"): TOTP {
  return new TOTP({ issuer: "Sightline", label, secret: Secret.fromBase32(secret), period: stepMs / 1_000 });
}

/** As they are shown, and as they are kept. */
async function newRecoveryCodes(): Promise<{ codes: string[]; hashes: string[] }> {
  const plain = Array.from({ length: recoveryCodes }, newRecoveryCode);
  const hashes = await Promise.all(plain.map((one) => hashPassword(one)));
  return { codes: plain.map((one) => `${one.slice(0, 5)}-${one.slice(5)}`), hashes };
}

function newRecoveryCode(): string {
  return Array.from({ length: 10 }, () => recoveryAlphabet[randomInt(recoveryAlphabet.length)]).join("");
}

const attemptsOf = (personId: string) => `codes of ${personId}`;

/** What the secret of a person's app is sealed for. */
export const secondFactorPurpose = (personId: string) => `second-factor ${personId}`;
