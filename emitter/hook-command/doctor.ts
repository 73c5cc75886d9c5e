import { accessSync, constants, mkdirSync } from "node:fs";
import { spoolDirectory, stateDirectory } from "../spool/spool-directory";
import { spoolState } from "../spool/spool-state";
import { examineHooks } from "./examine-hooks";
import { examineServer } from "./examine-server";
import { type Finding, fine, note, wrong } from "./finding";
import { readFlusherState, runningFlusher } from "./flusher-state";
import { otherSpools } from "./other-spools";
import { readTarget } from "./target-config";
import { readTroubles, troubleLogPath } from "./trouble-log";

const recentMs = 24 * 60 * 60_000;

/** Says what is wrong and how to mend it; 1 where anything is. */
export async function doctor(project: string): Promise<0 | 1> {
  const findings = [
    examineNode(),
    ...(await examineServer()),
    ...examineHooks(project),
    ...examineSpool(),
    ...examineLog(),
  ];
  for (const { about, level, says, mend } of findings) {
    console.log(
      `${level === "ok" ? "ok   " : level === "note" ? "note " : "WRONG"} ${about}: ${says}${mend ? `\n        → ${mend}` : ""}`,
    );
  }
  return findings.some(({ level }) => level === "wrong") ? 1 : 0;
}

function examineNode(): Finding {
  if (Number.parseInt(process.versions.node, 10) >= 18) return fine("node", process.version);
  return wrong("node", `${process.version} is too old.`, "Install Node 18 or newer.");
}

function examineSpool(): Finding[] {
  const { url, apiKey } = readTarget();
  try {
    mkdirSync(stateDirectory(), { recursive: true, mode: 0o700 });
    accessSync(stateDirectory(), constants.W_OK);
  } catch (error) {
    return [wrong("spool", (error as Error).message, `${stateDirectory()} must be yours to write.`)];
  }
  if (url === undefined || apiKey === undefined) return [];
  const directory = spoolDirectory({ url, apiKey }, "hooks");
  const { records, bytes, dropped } = spoolState(directory);
  const pid = runningFlusher(directory);
  const lastError = readFlusherState(directory)?.lastError;
  const waiting = `${records} records wait, ${bytes} bytes`;
  const spool =
    records === 0 || pid !== null
      ? fine("spool", `${waiting}; the flusher is ${pid ?? "not needed"}`)
      : note("spool", `${waiting}, and nobody sends them.`, "sightline-hook flush, or the next hook.");
  const full =
    dropped === 0
      ? []
      : [note("spool", `${dropped} records were dropped for want of room.`, "Was the server away for long?")];
  const error = lastError
    ? [note("sending", `failed at ${lastError.at}: ${lastError.message}`, "See server and key above.")]
    : [];
  const others = otherSpools(directory).map(({ directory, records }) =>
    note(
      "spool",
      `${records} records wait in ${directory}, for another address or key.`,
      "Configure that again and flush, or delete them.",
    ),
  );
  return [spool, ...full, ...error, ...others];
}

function examineLog(): Finding[] {
  const lost = readTroubles().filter(({ kind, at }) => kind === "lost" && Date.now() - Date.parse(at) < recentMs);
  const last = lost.at(-1);
  if (!last) return [];
  return [
    note("lost", `${lost.length} today, the last at ${last.at}: ${last.message}`, `All are in ${troubleLogPath()}.`),
  ];
}
