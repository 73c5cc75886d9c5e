/** Where Sightline is served, and the key to it. */
export type TargetOptions = { url: string; apiKey: string };

/** The address of one of Sightline's endpoints. Throws for an address or a key that could never work. */
export function parseTarget({ url, apiKey }: TargetOptions, path: string): { url: URL; apiKey: string } {
  if (!/^https?:\/\/[^/]/i.test(url)) throw new TypeError("url must be an http or https address.");
  if (!/^[\x21-\x7e]+$/.test(apiKey)) throw new TypeError("apiKey must be printable characters without spaces.");
  return { url: new URL(`${url.replace(/\/+$/, "")}${path}`), apiKey };
}
