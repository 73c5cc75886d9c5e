import { PrismaPg } from "@prisma/adapter-pg";
import { processState } from "../process-state";
import { PrismaClient } from "./generated/client";
import { pool } from "./pool";

/** The Prisma client: people, keys, logins, workspaces. */
export function prisma(): PrismaClient {
  return processState("prisma", () => new PrismaClient({ adapter: new PrismaPg(pool("access")) }));
}
