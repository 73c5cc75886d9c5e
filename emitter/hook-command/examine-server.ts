import { parseTarget } from "../target";
import { askServer } from "./ask-server";
import { type Finding, fine, note, wrong } from "./finding";
import { configPath, readTarget } from "./target-config";

const timeoutMs = 5_000;
const clockMsMax = 60_000;

/** Whether the server is there, takes the key, and keeps the same time. */
export async function examineServer(): Promise<Finding[]> {
  const { url, apiKey } = readTarget();
  if (url === undefined) {
    return [
      wrong(
        "address",
        "None is configured.",
        `SIGHTLINE_URL in the environment, or "url" in ${configPath()}, or install with --url.`,
      ),
    ];
  }
  if (apiKey === undefined) {
    return [
      wrong(
        "key",
        "None is configured.",
        `SIGHTLINE_API_KEY in the environment, or "api_key" in ${configPath()}, or install with --key-stdin.`,
      ),
    ];
  }
  try {
    const health = parseTarget({ url, apiKey }, "/api/v1/events/health");
    const ingest = parseTarget({ url, apiKey }, "/api/v1/events/ingest");
    const answer = await askServer(health.url, { timeoutMs });
    if (answer.status === 503)
      return [wrong("server", `${url} is up, its database is not.`, "Events wait in the spool meanwhile.")];
    if (answer.status !== 200)
      return [wrong("server", `${url} answers ${answer.status}.`, "Is that the address of Sightline?")];
    const skewMs = answer.dateMs === null ? 0 : Math.abs(Date.now() - answer.dateMs);
    const clock =
      skewMs <= clockMsMax
        ? fine("clock", "as the server's")
        : note(
            "clock",
            `${Math.round(skewMs / 1_000)} s from the server's: events will show the wrong time.`,
            "Set this machine's clock.",
          );
    // No events: the key is judged, and nothing is stored.
    const judged = await askServer(ingest.url, { apiKey, body: '{"events":[]}', timeoutMs });
    return [fine("server", `${url} is up`), examineKey(judged.status), clock];
  } catch (error) {
    const says = `${url} can't be reached: ${(error as Error).message}.`;
    return [wrong("server", says, "Start it, or mend the address. Events wait in the spool meanwhile.")];
  }
}

function examineKey(status: number): Finding {
  switch (status) {
    case 200:
      return fine("key", "may ingest");
    case 401:
      return wrong(
        "key",
        "The server doesn't know it, or it was revoked or has expired.",
        "Make one under Settings and install with --key-stdin.",
      );
    case 403:
      return wrong(
        "key",
        "It may not ingest.",
        "Make one with the scope ingest under Settings and install with --key-stdin.",
      );
    default:
      return note("key", `The server answered ${status}.`, "Try again in a moment.");
  }
}
