import { locateCluster } from "@/lib/server/db/cluster";
import { requireAccount } from "@/lib/server/db/embedded-account";
import { findPostmaster } from "@/lib/server/db/postmaster";
import { FriendlyError } from "@/scripts/friendly-error.mjs";
import type { Figure } from "./crash/figure";
import { postThrough } from "./crash/post-through";

/** As `crash`, but PostgreSQL itself is killed; the app is then started again, which recovers the database. */
export default function crashDatabase(): Promise<Figure[]> {
  return postThrough(async (app) => {
    const database = findPostmaster(locateCluster(app.dataDir, requireAccount()));
    if (!database) throw new FriendlyError("The database that was to be killed does not run.");
    process.kill(database.pid, "SIGKILL");
    await app.stop();
    await app.restart();
  });
}
