import { fileURLToPath } from "node:url";
import { defaultExclude, defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));
const databaseTests = "**/*.db.test.ts";
const exclude = [...defaultExclude, "**/.next/**", "**/dist/**", "e2e/**"];

export default defineConfig({
  resolve: { alias: [{ find: /^@\//, replacement: root }] },
  test: {
    pool: "forks",
    // The database tests wait more than they compute, so two at a time fit on two cores beside PostgreSQL.
    maxWorkers: 2,
    // Machines differ, and what a generated case costs too.
    testTimeout: 30_000,
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
          hookTimeout: 30_000,
          // The report names what passed on its second try.
          retry: 1,
        },
      },
    ],
  },
});
