import { fileURLToPath } from "node:url";
import { defaultExclude, defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));
const databaseTests = "**/*.db.test.ts";
const exclude = [...defaultExclude, "**/.next/**", "**/dist/**", "e2e/**"];

export default defineConfig({
  resolve: { alias: [{ find: /^@\//, replacement: root }] },
  test: {
    pool: "forks",
    projects: [
      {
        extends: true,
        test: { name: "unit", include: ["**/*.test.{ts,tsx,mjs}"], exclude: [...exclude, databaseTests] },
      },
      {
        extends: true,
        test: {
          name: "database",
          include: [databaseTests],
          exclude,
          globalSetup: "./vitest.setup-database.ts",
          // Two cores are shared with PostgreSQL, and a group commit under load is what some of these test.
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
    ],
  },
});
