/** Nouns that say of a value that it is a secret, however many there are of it. */
const secretNouns = new Set([
  "password",
  "passwords",
  "passwd",
  "passphrase",
  "secret",
  "secrets",
  "credential",
  "credentials",
  "apikey",
  "apikeys",
  "authorization",
  "cookie",
  "cookies",
  "token",
]);

/** A key is a secret only where it says of what: an object has keys, and so has a keyboard. */
const keysThatAreSecret = new Set([
  "access",
  "account",
  "api",
  "app",
  "auth",
  "encryption",
  "license",
  "master",
  "private",
  "secret",
  "service",
  "shared",
  "signing",
  "storage",
  "webhook",
]);

/** What occurs in every name that `isSecretName` says yes to, in lower case. */
export const secretNameLiterals = [
  "passw",
  "passphrase",
  "pwd",
  "secret",
  "credential",
  "token",
  "key",
  "authorization",
  "cookie",
] as const;

/**
 * Whether a field or variable of this name holds a secret: by its last words, so `client_secret`, `apiKey` and
 * `AWS_SECRET_ACCESS_KEY` do, `input_tokens`, `token_count`, `key_id` and `PWD` don't.
 */
export function isSecretName(name: string): boolean {
  const words = name
    .slice(-nameCharactersRead)
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
  const last = words.at(-1);
  const before = words.at(-2);
  if (last === undefined) return false;
  if (secretNouns.has(last) || secretEnding.test(last)) return true;
  // Alone it is the folder that a shell works in.
  if (last === "pwd") return before !== undefined && before !== "old";
  return last === "key" && before !== undefined && keysThatAreSecret.has(before);
}

/** `PGPASSWORD`, `dbpassword`: written together. */
const secretEnding = /(?:password|passwd|passphrase|secret|apikey)$/;

/** Only the last words count, and a key of an object may be as long as it likes. */
const nameCharactersRead = 100;
