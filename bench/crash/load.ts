import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { type Acknowledgement, type Batch, type Doors, deliver, post } from "./deliver";

const clients = 16;
const batchSizeMax = 20;
/** Makes some thousand events a second: enough for groups of many requests, few enough to be checked one by one. */
const pauseMs = 20;

/** What clients have sent so far, and what they were told. */
export type Sent = {
  batches: Batch[];
  acknowledgements: Acknowledgement[];
  /** Batches that were sent once and never answered for: they may be stored or not. */
  unanswered: Batch[];
};

/** Clients that post at the same time until they are told to stop, and then see to it that everything is answered. */
export function startLoad(doors: Doors): {
  sent: Sent;
  /** Throws what made a client fail, such as an answer that no retry can change. */
  acknowledged: () => number;
  stop: () => Promise<void>;
} {
  const sent: Sent = { batches: [], acknowledgements: [], unanswered: [] };
  let acknowledged = 0;
  let stopped = false;
  let failure: unknown;
  const note = (acknowledgement: Acknowledgement) => {
    sent.acknowledgements.push(acknowledgement);
    acknowledged += acknowledgement.answer.accepted;
  };
  const client = async () => {
    while (!stopped) {
      const nth = sent.batches.length;
      const batch = makeBatch(nth);
      sent.batches.push(batch);
      await send(batch, nth);
      await sleep(pauseMs);
    }
  };
  /** Most batches are sent once when all goes well: what was acknowledged and is lost is not healed by a second sending. */
  const send = async (batch: Batch, nth: number) => {
    switch (nth % 4) {
      case 0: {
        // Its sender gives up at once: nobody knows whether it was stored.
        const answer = await post(batch, doors, nth);
        if (answer) note({ batch, answer, failedTries: 0 });
        else sent.unanswered.push(batch);
        return;
      }
      case 1: {
        // Sent twice at the same time: where two instances are up, to both.
        const both = await Promise.all([deliver(batch, doors, nth), deliver(batch, doors, nth + 1)]);
        for (const acknowledgement of both) note(acknowledgement);
        return;
      }
      default:
        note(await deliver(batch, doors, nth));
    }
  };
  const running = Promise.all(Array.from({ length: clients }, client));
  running.catch((error: unknown) => {
    stopped = true;
    failure = error;
  });
  return {
    sent,
    acknowledged: () => {
      if (stopped) throw failure;
      return acknowledged;
    },
    stop: async () => {
      stopped = true;
      await running;
    },
  };
}

function makeBatch(nth: number): Batch {
  const size = 1 + ((nth * 7) % batchSizeMax);
  return Array.from({ length: size }, () => ({ event_id: randomUUID(), event_type: "note", agent_id: "bench" }));
}
