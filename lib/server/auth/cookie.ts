import { createHash } from "node:crypto";

/** The secret that signs and encrypts the login cookie; the front door makes sure that there is one. */
export function authSecret(): string {
  const secret = process.env.NEXTAUTH_SECRET;
  if (!secret) throw new Error("NEXTAUTH_SECRET is not set.");
  return secret;
}

/** Whether cookies are for https only. */
export function cookiesAreSecure(): boolean {
  return process.env.NEXTAUTH_URL?.startsWith("https:") ?? Boolean(process.env.VERCEL);
}

/** Cookie names end in six digits of the secret's hash, so that instances on one host don't log each other out. */
export function cookieName(
  purpose: "session-token" | "csrf-token" | "callback-url" | "pkce" | "state" | "nonce" | "linking",
): string {
  const suffix = createHash("sha256").update(authSecret()).digest("hex").slice(0, 6);
  return `${cookiesAreSecure() ? "__Secure-" : ""}sightline.${purpose}.${suffix}`;
}

/** A cookie's value from a Cookie header, put together from its chunks (`name.0`, `name.1` …) where it was too long. */
export function readCookie(header: string | undefined, name: string): string | null {
  if (!header) return null;
  const values = new Map<string, string>();
  for (const pair of header.split(";")) {
    const at = pair.indexOf("=");
    if (at > 0) values.set(pair.slice(0, at).trim(), pair.slice(at + 1).trim());
  }
  const whole = values.get(name);
  if (whole !== undefined) return whole;
  let joined = "";
  for (let i = 0; values.has(`${name}.${i}`); i++) joined += values.get(`${name}.${i}`);
  return joined === "" ? null : joined;
}
