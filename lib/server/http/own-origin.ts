import { env } from "../env";
import type { Exchange } from "./exchange";

/** The address under which people reach us, for links that leave the page: the set one, else the request's. */
export function ownOrigin({ headers }: Pick<Exchange, "headers">): string {
  const { NEXTAUTH_URL } = env();
  if (NEXTAUTH_URL) return new URL(NEXTAUTH_URL).origin;
  // Both have passed the front door, which serves known hosts only.
  return `${headers["x-forwarded-proto"] ?? "http"}://${headers["x-forwarded-host"] ?? headers.host ?? "localhost"}`;
}
