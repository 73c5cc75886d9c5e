import { openPools, type PoolPurpose } from "../db/pool";

/** How many connections each pool has open and how many of them are idle, and how many callers wait for one. */
export function countConnections(): { purpose: PoolPurpose; total: number; idle: number; waiting: number }[] {
  return [...openPools()].map(([purpose, { totalCount, idleCount, waitingCount }]) => ({
    purpose,
    total: totalCount,
    idle: idleCount,
    waiting: waitingCount,
  }));
}
