import { createRequire } from "node:module";
import { dirname, relative } from "node:path";
import { fileURLToPath } from "node:url";

const shared = [
  "primitive",
  "react-compose-refs",
  "react-primitive",
  "react-slot",
  "react-use-controllable-state",
  "react-use-effect-event",
  "react-use-layout-effect",
];

/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Native or process-wide packages: resolved by Node at run time, so that both bundles share one copy.
  serverExternalPackages: ["pg", "@prisma/adapter-pg", "@node-rs/argon2", "pino", "prom-client", "@redis/client"],
  turbopack: { resolveAlias: oneCopyOf(shared) },
};

export default config;

/**
 * npm lays a copy of each of these beside every primitive that needs it, since cmdk wants older ones at the top. A page would
 * carry them ten times over; theirs are compatible, so all get what the primitives have.
 * @param {readonly string[]} names
 */
function oneCopyOf(names) {
  const root = dirname(fileURLToPath(import.meta.url));
  const fromPrimitive = createRequire(createRequire(import.meta.url).resolve("radix-ui"));
  return Object.fromEntries(
    names.map((name) => {
      const entry = dirname(fromPrimitive.resolve(`@radix-ui/${name}`));
      return [`@radix-ui/${name}`, `./${relative(root, `${entry}/index.mjs`)}`];
    }),
  );
}
