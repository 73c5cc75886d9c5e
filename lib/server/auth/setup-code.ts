import { createHash, randomInt } from "node:crypto";
import { saveSetupCode } from "../store/first-access";
import { anyPersonExists } from "../store/people";

const alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/** Makes the one-time code that guards the first-run page; null when somebody has set up already. */
export async function issueSetupCode(): Promise<string | null> {
  if (await anyPersonExists()) return null;
  const letters = Array.from({ length: 12 }, () => alphabet[randomInt(alphabet.length)]);
  const code = [letters.slice(0, 4), letters.slice(4, 8), letters.slice(8)].map((part) => part.join("")).join("-");
  await saveSetupCode(hashSetupCode(code));
  return code;
}

/** Typed from a console: case and hyphens don't matter. */
export function hashSetupCode(code: string): Buffer {
  return createHash("sha256")
    .update(code.toUpperCase().replace(/[^0-9A-Z]/g, ""))
    .digest();
}
