import { randomUUID } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";

/** argon2id with the package's defaults (19 MiB, 2 passes), which are OWASP's. */
export function hashPassword(password: string): Promise<string> {
  return hash(password);
}

let nobody: Promise<string> | undefined;

/** Whether the password is the one of the hash. An unknown person (no hash) takes as long as a wrong password. */
export async function verifyPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  nobody ??= hash(randomUUID());
  const correct = await verify(passwordHash ?? (await nobody), password);
  return correct && passwordHash !== undefined;
}
