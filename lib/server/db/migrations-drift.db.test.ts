import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { createTestDatabase } from "./test-database";

test("The migrations make the tables that schema.prisma describes.", async () => {
  const { url, drop } = await createTestDatabase({ empty: true });
  const args = ["--from-migrations", "prisma/migrations", "--to-schema", "prisma/schema.prisma", "--exit-code"];
  const env = { ...process.env, DATABASE_URL: url, PRISMA_HIDE_UPDATE_MESSAGE: "1" };
  try {
    const prisma = ["node_modules/prisma/build/index.js", "migrate", "diff", ...args];
    const { stdout } = await promisify(execFile)(process.execPath, prisma, { env });
    expect(stdout).toContain("No difference detected");
  } finally {
    await drop();
  }
});
