import { importFile } from "@/scripts/import-file";
import { teamHistory } from "./team-history";

const hours = 50;
const [workspace] = process.argv.slice(2);
if (!workspace) {
  console.error("Name the workspace.");
  process.exit(1);
}

// npm run demo starts with a past, so that there is something to look back on.
const untilMs = Date.now();
const lines = teamHistory({ seed: untilMs % 2 ** 32, fromMs: untilMs - hours * 3_600_000, untilMs });
const { stored, refused } = await importFile(workspace, asynchronous(lines), () => {});
for (const { line, message } of refused) console.error(`Line ${line} of the history: ${message}`);
console.log(`The team has a past of ${hours} hours: ${stored.toLocaleString("en")} events.`);

async function* asynchronous(lines: Iterable<string>): AsyncGenerator<string> {
  yield* lines;
}
