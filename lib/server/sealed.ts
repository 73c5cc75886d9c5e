import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import { authSecret } from "./auth/cookie";

const ivBytes = 12;
const tagBytes = 16;

type SealingKey = { id: string; bytes: Buffer };

/**
 * Seals a secret that must be read again (AES-256-GCM). The text names its key, so that keys can be rotated; it opens only
 * for the purpose that it was sealed for, so that a row's secret is worth nothing in another row.
 */
export function seal(secret: string, purpose: string): string {
  const { id, bytes } = currentKey();
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv("aes-256-gcm", bytes, iv).setAAD(Buffer.from(purpose));
  const sealed = Buffer.concat([iv, cipher.update(secret, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `1.${id}.${sealed.toString("base64url")}`;
}

/** The secret within; throws where its key is gone, its purpose another, or a bit of it has changed. */
export function unseal(text: string, purpose: string): string {
  const [form, keyId, body = ""] = text.split(".");
  const key = sealingKeys().find(({ id }) => id === keyId);
  if (form !== "1" || !key) throw new Error("A sealed secret's key is not among SIGHTLINE_SECRET_KEYS.");
  const sealed = Buffer.from(body, "base64url");
  const decipher = createDecipheriv("aes-256-gcm", key.bytes, sealed.subarray(0, ivBytes), { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(purpose)).setAuthTag(sealed.subarray(-tagBytes));
  return decipher.update(sealed.subarray(ivBytes, -tagBytes), undefined, "utf8") + decipher.final("utf8");
}

/** How every text begins that the present key has sealed. What begins otherwise is to be sealed anew. */
export function currentSeal(): string {
  return `1.${currentKey().id}.`;
}

function currentKey(): SealingKey {
  const [first] = sealingKeys();
  if (!first) throw new Error("There is no key to seal with.");
  return first;
}

/** The keys of the setting, the first of which seals; last the one that stands in where nothing is set. */
function sealingKeys(): SealingKey[] {
  const given = (process.env.SIGHTLINE_SECRET_KEYS ?? "").split(",").map((key) => key.trim());
  return [...given.filter((key) => key !== ""), authSecret()].map((secret) => {
    const bytes = Buffer.from(hkdfSync("sha256", secret, "", "sightline sealed secrets", 32));
    return { bytes, id: createHash("sha256").update(bytes).digest("hex").slice(0, 8) };
  });
}
