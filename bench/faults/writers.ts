import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { type Batch, deliver } from "@/bench/crash/deliver";
import type { Sent } from "@/bench/crash/load";

const clients = 4;
const batchSizeMax = 20;
const pauseMs = 15;
/** A try on a line that fell silent is broken off after this, and made again with the same ids. */
const answerWithinMs = 5_000;
const types = ["task.started", "task.completed", "note", "session.started"];

type Door = { url: string; key: string; signal: AbortSignal };

/** Clients that post until they are told to rest, and until then deliver whatever they began. */
export class Writers {
  readonly sent: Sent = { batches: [], acknowledgements: [], unanswered: [] };
  readonly #door: Door;
  #writing = false;
  #clients: Promise<unknown> = Promise.resolve();

  constructor(door: Door) {
    this.#door = door;
  }

  start(): void {
    this.#writing = true;
    this.#clients = Promise.all(Array.from({ length: clients }, () => this.#client()));
    // Heard of when they rest.
    this.#clients.catch(() => {});
  }

  /** Resolves when everything that was begun is acknowledged. */
  async rest(): Promise<void> {
    this.#writing = false;
    await this.#clients;
  }

  /** Posts one batch and waits for its acknowledgement. */
  async write(): Promise<void> {
    const { batches, acknowledgements } = this.sent;
    const { url, key, signal } = this.#door;
    const nth = batches.length;
    const batch = makeBatch(nth);
    batches.push(batch);
    acknowledgements.push(await deliver(batch, { urls: () => [url], key, signal, answerWithinMs }, nth));
  }

  async #client(): Promise<void> {
    while (this.#writing) {
      await this.write();
      await sleep(pauseMs);
    }
  }
}

function makeBatch(nth: number): Batch {
  return Array.from({ length: 1 + ((nth * 7) % batchSizeMax) }, (_, i) => ({
    event_id: randomUUID(),
    event_type: types[(nth + i) % types.length],
    agent_id: "faults",
  }));
}
