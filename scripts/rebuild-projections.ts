import { parseArgs } from "node:util";
import { openDatabase } from "@/lib/server/db/open-database";
import { closePools } from "@/lib/server/db/pool";
import { prisma } from "@/lib/server/db/prisma";
import { env, SettingsError } from "@/lib/server/env";
import { catchUpAll } from "@/lib/server/projections/catch-up";
import { markForRebuild } from "@/lib/server/projections/rebuild";
import { projections } from "@/lib/server/projections/registry";
import { stopping } from "@/lib/server/stopping";
import { appendAudit } from "@/lib/server/store/audit-log";

const names = projections.map(({ name }) => name).join(", ");
const usage = `Usage: npm run projections -- rebuild [--workspace <slug>] [--only <name>]
Empties read models and makes them anew from the log; readers see what has been made by then. Names: ${names}.`;
const barWidth = 40;

/** `npm run projections`: answers the exit code. The app may run meanwhile, and helps. */
export async function rebuildProjections(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { workspace: { type: "string" }, only: { type: "string" } },
  });
  const known = values.only === undefined || projections.some(({ name }) => name === values.only);
  if (positionals.join() !== "rebuild" || !known) {
    console.log(usage);
    return 1;
  }
  const database = await openDatabase(env(), (message) => console.log(message), stopping.signal);
  try {
    const workspaceId = values.workspace === undefined ? undefined : await requireWorkspace(values.workspace);
    const marked = await markForRebuild({ workspaceId, name: values.only });
    await tellAudit(workspaceId, values.only ?? "all");
    console.log(`Making ${marked} read models anew.`);
    const { failures } = await catchUpAll({ onProgress: showProgress() });
    for (const failure of failures) console.error(`A read model could not follow the log: ${failure}`);
    return failures.length > 0 ? 1 : 0;
  } finally {
    await prisma().$disconnect();
    await closePools();
    await database.release();
  }
}

async function tellAudit(workspaceId: number | undefined, which: string): Promise<void> {
  const all = await prisma().workspace.findMany({ select: { id: true } });
  for (const { id } of workspaceId === undefined ? all : [{ id: workspaceId }]) {
    const actor = { kind: "system", id: null, label: "Command line" } as const;
    await appendAudit(id, { actor, act: "read_models.rebuilt", details: { read_models: which } });
  }
}

async function requireWorkspace(slug: string): Promise<number> {
  const workspace = await prisma().workspace.findUnique({ where: { slug }, select: { id: true } });
  if (!workspace) throw new SettingsError(`There is no workspace "${slug}".`);
  return workspace.id;
}

/** A bar that fills; without a terminal one line a tenth. */
function showProgress(): (left: number) => void {
  let most = 0;
  let told = -1;
  return (left) => {
    most = Math.max(most, left);
    const share = most === 0 ? 1 : 1 - left / most;
    const text = `${"#".repeat(Math.round(share * barWidth)).padEnd(barWidth, "·")} ${Math.floor(share * 100)} %, ${left.toLocaleString("en")} events left`;
    if (process.stdout.isTTY) process.stdout.write(`\r\x1b[K${text}${left === 0 ? "\n" : ""}`);
    else if (Math.floor(share * 10) > told) {
      told = Math.floor(share * 10);
      console.log(text);
    }
  };
}
