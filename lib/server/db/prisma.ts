import { PrismaPg } from "@prisma/adapter-pg";
import type { Pool } from "pg";
import { processState } from "../process-state";
import { PrismaClient } from "./generated/client";
import { pool } from "./pool";

const held = processState("prisma", () => ({ pool: null as Pool | null, client: null as PrismaClient | null }));

/** The Prisma client: people, keys, logins, workspaces. Made anew where the pools have been closed meanwhile. */
export function prisma(): PrismaClient {
  const current = pool("access");
  if (held.client === null || held.pool !== current) {
    held.pool = current;
    held.client = new PrismaClient({ adapter: new PrismaPg(current) });
  }
  return held.client;
}
