import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { commandAgents } from "../agents/hook-agents";
import { doctor } from "./doctor";
import { flush } from "./flush";
import { install } from "./install";
import { status } from "./status";
import { readTarget } from "./target-config";
import { logTrouble } from "./trouble-log";

const usage = `sightline-hook <agent>              keeps the payload on stdin (or in an argument) and sends it later
sightline-hook install <agent>      puts the hooks into the agent's settings, after showing the change
    --project         into this folder's settings instead of your own
    --notify          Codex's notify in config.toml, for versions without hooks
    --uninstall       takes them out again
    --dry-run, --yes  only shows the change; makes it without a question
    --url <address>   where Sightline is served
    --key-stdin       reads the key from stdin. SIGHTLINE_API_KEY in the environment does as well; an argument would
                      show in the list of processes
sightline-hook doctor               says what is wrong, and how to mend it
sightline-hook status               says what waits to be sent
sightline-hook flush                sends it now

Agents: ${commandAgents.join(", ")}`;

const options = {
  project: { type: "boolean" },
  notify: { type: "boolean" },
  uninstall: { type: "boolean" },
  "dry-run": { type: "boolean" },
  yes: { type: "boolean" },
  url: { type: "string" },
  "key-stdin": { type: "boolean" },
  stay: { type: "boolean" },
} as const;

/** What a person asks of the command. Ends the process with 0 where it went well, else 1. */
export async function manage(word: string | undefined, args: readonly string[]): Promise<void> {
  try {
    process.exitCode = await run(word, args);
  } catch (error) {
    const message = (error as Error).message;
    if (word === "flush") logTrouble("command", message);
    console.error(message);
    process.exitCode = 1;
  }
}

async function run(word: string | undefined, args: readonly string[]): Promise<0 | 1> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  switch (word) {
    case "install": {
      const agent = commandAgents.find((name) => name === positionals[0]);
      if (agent === undefined || (values.notify && agent !== "codex")) break;
      const apiKey = values["key-stdin"] ? readFileSync(0, "utf8").trim() : undefined;
      return install({
        agent,
        scope: { project: values.project ? process.cwd() : null },
        notify: values.notify ?? false,
        uninstall: values.uninstall ?? false,
        dryRun: values["dry-run"] ?? false,
        yes: values.yes ?? false,
        given: { url: values.url, apiKey },
      });
    }
    case "doctor":
      return doctor(process.cwd());
    case "status":
      return status();
    case "flush": {
      const { url, apiKey } = readTarget();
      if (url === undefined || apiKey === undefined) throw new Error("No address or no key is configured.");
      return (await flush({ url, apiKey }, { stays: values.stay ?? false })) ? 0 : 1;
    }
    case "help":
    case "--help":
      console.log(usage);
      return 0;
  }
  console.error(usage);
  if (word === "install") return 1;
  // A hook may call it with an agent's name that this version doesn't know, and nothing may stop that agent.
  if (word !== undefined) logTrouble("command", `There is no agent or command "${word.slice(0, 40)}".`);
  return 0;
}
