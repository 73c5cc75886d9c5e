import { brokenByAnswers, brokenByLog } from "@/bench/crash/broken-promises";
import type { Sent } from "@/bench/crash/load";
import type { Placed } from "@/bench/crash/placed";
import type { Reader } from "./readers";

export type Kept = Placed & { event_type: string };

type Evidence = {
  sent: Sent;
  log: readonly Kept[];
  readers: readonly Pick<Reader, "name" | "typesBeginWith" | "received" | "complaint">[];
};

/** What a reader should have got: the log's events that it asked for, in the log's order. */
export function askedFor(log: readonly Kept[], { typesBeginWith }: Pick<Reader, "typesBeginWith">): readonly Kept[] {
  return typesBeginWith === null ? log : log.filter(({ event_type }) => event_type.startsWith(typesBeginWith));
}

/** Every promise that was broken, as a sentence: of the log, of the answers, and of each reader. */
export function verdict({ sent, log, readers }: Evidence): string[] {
  return [
    ...brokenByLog({ sent, log }),
    ...brokenByAnswers({ sent, log }),
    ...readers.flatMap((reader) => brokenByReader(reader, askedFor(log, reader))),
  ];
}

type Reading = Pick<Reader, "name" | "received" | "complaint">;

function brokenByReader({ name, received, complaint }: Reading, expected: readonly Kept[]): string[] {
  const broken = complaint === null ? [] : [`${name} ${complaint}.`];
  const wrong = received.findIndex((event, i) => event.event_id !== expected[i]?.event_id);
  if (wrong >= 0) {
    const [got, due] = [received[wrong]?.cursor, expected[wrong]?.cursor];
    broken.push(`${name} got cursor ${got} where ${due ?? "nothing"} was due, after ${wrong} events.`);
  } else if (received.length < expected.length) {
    broken.push(`${name} got ${received.length} of ${expected.length} events.`);
  }
  return broken;
}
