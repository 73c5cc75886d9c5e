import pg from "pg";
import { startEmbeddedDatabase } from "@/lib/server/db/embedded";
import { closePools } from "@/lib/server/db/pool";
import { prisma } from "@/lib/server/db/prisma";
import type { Figure } from "./crash/figure";
import { askInProcess } from "./query/asked-in-process";
import { prepareLog } from "./query/prepared-log";
import { questions } from "./query/questions";
import { chance } from "./query/random";
import { sampleOf } from "./query/sample";
import { type Explained, watchPlans } from "./query/watch-plans";

const asked = 20;

/**
 * What the database does for the questions of `bench -- query` whose names contain a text: of those with the most pages read, the
 * plan of the statement that read most of them. `npm run bench -- plans 10000000 "traces by" 3`: events in the log, the text
 * (all questions without one) and how many plans to show.
 */
export default async function plans([size = "100000", text = "", shown = "3"]: readonly string[] = []): Promise<
  Figure[]
> {
  const log = await prepareLog(Number(size));
  const database = await startEmbeddedDatabase({ dataDir: log.dataDir });
  try {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const samples = await sampleOf(client, log);
    await client.end();
    const takePlans = watchPlans(database.url);
    const found: { name: string; pages: number; dearest: Explained | undefined }[] = [];
    for (const question of questions(log, samples).filter(({ name }) => name.includes(text))) {
      const by = chance(question.name.length + log.events);
      let most: (typeof found)[number] = { name: question.name, pages: -1, dearest: undefined };
      for (let i = 0; i < asked; i += 1) {
        await askInProcess(question.address(by), log.key);
        const statements = takePlans();
        const pages = statements.reduce((sum, each) => sum + each.pages, 0);
        const [dearest] = statements.sort((a, b) => b.pages - a.pages);
        if (pages > most.pages) most = { name: question.name, pages, dearest };
      }
      found.push(most);
    }
    found.sort((a, b) => b.pages - a.pages);
    for (const { name, pages, dearest } of found.slice(0, Number(shown))) {
      console.log(`\n${name}: ${pages} pages\n\n${dearest?.plan ?? ""}`);
    }
    return found.map(({ name, pages }) => ({ name, value: pages, unit: "pages at most" }));
  } finally {
    await prisma().$disconnect();
    await closePools();
    await database.release();
  }
}
