import { createHash, timingSafeEqual } from "node:crypto";
import type { Exchange } from "../http/exchange";

/** Whether a request shows a token of the operator's: `Authorization: Bearer <token>`. */
export function sendsToken(headers: Exchange["headers"], token: string): boolean {
  const sent = /^Bearer +(\S+) *$/i.exec(headers.authorization ?? "")?.[1];
  return sent !== undefined && isSameSecret(sent, token);
}

/** By their hashes, which are of one length: the time tells nothing of how much was right. */
function isSameSecret(a: string, b: string): boolean {
  const hash = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(a), hash(b));
}
