import { type LookupAddress, type LookupOptions, lookup } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { env, listSetting } from "../env";
import { isPrivateAddress } from "./private-address";

/** Why nothing is sent to an address. */
export class TargetError extends Error {
  override readonly name = "TargetError";
}

const refusal =
  "leads to a private address. SIGHTLINE_WEBHOOK_ALLOWED_HOSTS names hosts of your own network that may be sent to.";

/** Whether the operator lets this host be sent to, wherever it is: listed as `host`, or as `host:port`. */
export function isAllowedHost({ hostname, port, protocol }: URL): boolean {
  const host = hostname.toLowerCase();
  const withPort = `${host}:${port || (protocol === "https:" ? "443" : "80")}`;
  const allowed = listSetting(env().SIGHTLINE_WEBHOOK_ALLOWED_HOSTS);
  return allowed.includes(host) || allowed.includes(withPort);
}

/**
 * How the name of an address is resolved where it is connected to: by the system, and to nowhere private, so that what was
 * checked is what is connected. Throws `TargetError` for one that names a private address itself, as no look-up is made of it.
 */
export function guardedLookup(url: URL): LookupFunction {
  if (isAllowedHost(url)) return lookup as LookupFunction;
  const literal = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(literal) && isPrivateAddress(literal)) throw new TargetError(`${url.hostname} ${refusal}`);
  return (hostname, options, done) => {
    const { all, ...rest } = options as LookupOptions;
    lookup(hostname, { ...rest, all: true }, (error, addresses) => {
      const fault = error ?? faultOf(hostname, addresses);
      const [first] = addresses ?? [];
      if (fault || !first) done(fault ?? new TargetError(`${hostname} has no address.`), "", 0);
      else if (all) done(null, addresses);
      else done(null, first.address, first.family);
    });
  };
}

/** What speaks against sending to an address now; null where nothing does, or its name can't be resolved just now. */
export async function faultOfTarget(url: URL): Promise<string | null> {
  try {
    const resolve = guardedLookup(url);
    await new Promise<void>((done, fail) => {
      resolve(url.hostname.replace(/^\[|\]$/g, ""), { all: true }, (error) => (error ? fail(error) : done()));
    });
    return null;
  } catch (error) {
    return error instanceof TargetError ? error.message : null;
  }
}

function faultOf(hostname: string, addresses: readonly LookupAddress[]): TargetError | null {
  return addresses.some(({ address }) => isPrivateAddress(address)) ? new TargetError(`${hostname} ${refusal}`) : null;
}
