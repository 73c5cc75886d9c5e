import { createRequire } from "node:module";
import { expect, test } from "vitest";

const require = createRequire(import.meta.url);

test("The engine from npm is of the commit that Prisma's command line expects.", () => {
  const { prisma } = require("@prisma/engines-version/package.json");
  const { devDependencies } = require("../package.json");
  expect(devDependencies["@prisma/schema-engine-wasm"]).toContain(prisma.enginesVersion);
});
