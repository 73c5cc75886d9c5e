/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Native or process-wide packages: resolved by Node at run time, so that both bundles share one copy.
  serverExternalPackages: ["pg", "@prisma/adapter-pg", "@node-rs/argon2", "pino", "prom-client", "@redis/client"],
};

export default config;
