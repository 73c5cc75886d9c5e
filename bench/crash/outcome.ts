import type { Round } from "./crash-rounds";
import type { Figure } from "./figure";
import type { Sent } from "./load";
import type { Placed } from "./placed";

type Outcome = {
  rounds: readonly Round[];
  sent: Sent;
  log: readonly Placed[];
  /** From each kill until the next event was acknowledged. */
  outagesMs: readonly number[];
  seconds: number;
  reconnects: number;
};

export function figuresOf({ rounds, sent, log, outagesMs, seconds, reconnects }: Outcome): Figure[] {
  const ids = new Set(sent.acknowledgements.flatMap(({ batch }) => batch.map((event) => event.event_id)));
  const all = sent.batches.flat().length;
  const told = sent.acknowledgements.reduce((sum, { answer }) => sum + answer.duplicates, 0);
  const tries = sent.acknowledgements.reduce((sum, { failedTries }) => sum + failedTries, 0);
  const kills = (killed: Round["killed"]) => rounds.filter((round) => round.killed === killed).length;
  const outages = outagesMs.toSorted((a, b) => a - b);
  const inSeconds = (ms: number | undefined) => Number(((ms ?? 0) / 1_000).toFixed(1));
  return [
    { name: "rounds", value: rounds.length, unit: "kills" },
    { name: "of the app", value: kills("app"), unit: "kills" },
    { name: "of PostgreSQL", value: kills("database"), unit: "kills" },
    { name: "with two instances", value: rounds.filter(({ instances }) => instances === 2).length, unit: "kills" },
    { name: "time", value: Number(seconds.toFixed(1)), unit: "s" },
    {
      name: "from a kill to the next acknowledgement, median",
      value: inSeconds(outages[outages.length >> 1]),
      unit: "s",
    },
    { name: "from a kill to the next acknowledgement, longest", value: inSeconds(outages.at(-1)), unit: "s" },
    { name: "events sent", value: all, unit: "events" },
    { name: "acknowledged, each stored exactly once", value: ids.size, unit: "events" },
    { name: "unknown to their senders", value: all - ids.size, unit: "events" },
    { name: "of these stored, once each", value: log.length - ids.size, unit: "events" },
    { name: "duplicates told", value: told, unit: "events" },
    { name: "tries without an acknowledgement", value: tries + sent.unanswered.length, unit: "requests" },
    { name: "stream reconnects", value: reconnects, unit: "times" },
  ];
}
