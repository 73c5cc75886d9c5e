import { cookiesAreSecure } from "../auth/cookie";

let known: Readonly<Record<string, string>> | undefined;

/**
 * What every answer tells browsers to be careful with: not to guess types, and behind TLS not to come without it again. Over
 * plain HTTP they would not listen to that, and a test on localhost would be cut off from its neighbours.
 */
export function guardHeaders(): Readonly<Record<string, string>> {
  known ??= {
    "x-content-type-options": "nosniff",
    ...(cookiesAreSecure() ? { "strict-transport-security": "max-age=31536000" } : {}),
  };
  return known;
}
