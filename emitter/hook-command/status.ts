import { spoolDirectory } from "../spool/spool-directory";
import { spoolState } from "../spool/spool-state";
import { readFlusherState, runningFlusher } from "./flusher-state";
import { otherSpools } from "./other-spools";
import { readTarget } from "./target-config";
import { readTroubles } from "./trouble-log";

/** Says what waits, who sends it and how that goes. */
export function status(): 0 | 1 {
  const { url, apiKey } = readTarget();
  const lost = readTroubles().filter(({ kind }) => kind === "lost");
  if (url === undefined || apiKey === undefined) {
    console.log("No address or no key is configured: see sightline-hook doctor.");
  } else {
    const directory = spoolDirectory({ url, apiKey }, "hooks");
    const { records, bytes, oldestMs, dropped } = spoolState(directory);
    const flusher = readFlusherState(directory);
    const { lastSuccess, lastError } = flusher ?? {};
    console.log(`target        ${url}`);
    console.log(`spool         ${directory}`);
    console.log(
      `waiting       ${records} records, ${bytes} bytes${oldestMs === null ? "" : `, since ${new Date(oldestMs).toISOString()}`}`,
    );
    console.log(`dropped       ${dropped} for want of room`);
    console.log(`flusher       ${runningFlusher(directory) ?? "none, the next hook starts one"}`);
    console.log(`stored        ${flusher?.stored ?? 0}, refused ${flusher?.refused ?? 0}`);
    console.log(`last success  ${lastSuccess ?? "never"}`);
    console.log(`last error    ${lastError ? `${lastError.at} ${lastError.message}` : "none"}`);
    for (const { directory: other, records } of otherSpools(directory)) {
      console.log(`elsewhere     ${records} records in ${other}`);
    }
  }
  console.log(
    `not kept      ${lost.length}${lost.length === 0 ? "" : `, the last ${lost.at(-1)?.at}: ${lost.at(-1)?.message}`}`,
  );
  return 0;
}
