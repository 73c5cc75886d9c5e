import { defineConfig } from "prisma/config";

// Prisma's native engine is a download from a host that many networks can't reach; ours is the same engine from npm.
// PRISMA_NATIVE_ENGINE=1 asks for the download. The path is relative to this folder, where Prisma is run.
if (process.platform !== "win32" && !process.env.PRISMA_NATIVE_ENGINE) {
  process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= "./scripts/schema-engine.mjs";
}

const shadowDatabaseUrl = process.env.SHADOW_DATABASE_URL;

export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  datasource: { url: process.env.DATABASE_URL ?? "", ...(shadowDatabaseUrl ? { shadowDatabaseUrl } : {}) },
});
