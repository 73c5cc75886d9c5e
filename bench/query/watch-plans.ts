import { pool, setDatabaseUrl } from "@/lib/server/db/pool";

export type Explained = { pages: number; plan: string };

/** PostgreSQL's own module that explains each statement as it was run, told to the connection as a notice. */
const explainEach = [
  "session_preload_libraries=auto_explain",
  "auto_explain.log_min_duration=0",
  "auto_explain.log_analyze=on",
  "auto_explain.log_buffers=on",
  "auto_explain.log_level=notice",
  "auto_explain.log_parameter_max_length=100",
];

/** Points this process at a database, and has each of its queries explained; answers what takes the plans gathered by then. */
export function watchPlans(databaseUrl: string): () => Explained[] {
  const address = new URL(databaseUrl);
  address.searchParams.set("options", explainEach.map((setting) => `-c ${setting}`).join(" "));
  setDatabaseUrl(address.href);
  let explained: Explained[] = [];
  pool("query").on("connect", (client) => {
    client.on("notice", ({ message = "" }) => {
      if (message.startsWith("duration:")) explained.push({ pages: pagesOf(message), plan: message });
    });
  });
  return () => {
    const taken = explained;
    explained = [];
    return taken;
  };
}

/** The pages, in memory or not, that the whole statement touched: the outermost node's come first. */
function pagesOf(plan: string): number {
  const [, told = ""] = /^ *Buffers: (.*)$/m.exec(plan) ?? [];
  return [...told.matchAll(/(?:hit|read)=(\d+)/g)].reduce((sum, [, pages]) => sum + Number(pages), 0);
}
