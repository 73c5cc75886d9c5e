import { chmodSync, existsSync, mkdirSync } from "node:fs";

/**
 * Makes the data directory if it is missing; one that exists keeps its mode, as it may be someone's mount point. Root's
 * can be passed through, though not listed, because the database's unprivileged account lives in it.
 */
export function ensureDataDir(dataDir: string): void {
  if (existsSync(dataDir)) return;
  mkdirSync(dataDir, { recursive: true });
  chmodSync(dataDir, process.getuid?.() === 0 ? 0o711 : 0o700);
}
