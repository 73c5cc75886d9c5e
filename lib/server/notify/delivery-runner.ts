import { log } from "../log";
import { metrics } from "../metrics";
import { processState } from "../process-state";
import {
  type ClaimedDelivery,
  claimDeliveries,
  countWaitingDeliveries,
  type DueDelivery,
  listDueDeliveries,
} from "../store/deliveries";
import { sendDelivery } from "./send-delivery";

/** Sent at a time by an instance, and to one host: who doesn't answer keeps nobody else waiting. */
const sendingMax = 64;
const sendingToHostMax = 8;
/** Retries that are due, what another instance wrote, what one left behind that died: all found by looking. */
const tickMs = 1_000;
const countEveryTicks = 5;

/**
 * Sends what waits, in any number of instances: of each lane its first, and the next one when that is out. The table is the
 * queue; a claim lasts half a minute, so what an instance dies with is sent again, under the same id.
 */
class DeliveryRunner {
  readonly #sending = new Map<string, { host: string; work: Promise<void> }>();
  readonly #over = new AbortController();
  readonly #cut = new AbortController();
  readonly #tick: NodeJS.Timeout | null;
  #ticks = 0;
  #looking: Promise<void> | null = null;
  #isWanted = false;
  #lookFailed = false;

  constructor({ ticks }: { ticks: boolean }) {
    this.#tick = ticks ? setInterval(() => this.#onTick(), tickMs).unref() : null;
    if (ticks) this.#onTick();
  }

  /** Looks for what is due now; once more afterwards where somebody asks meanwhile. */
  look(): Promise<void> {
    this.#isWanted = true;
    this.#looking ??= this.#lookAsLongAsWanted().finally(() => {
      this.#looking = null;
    });
    return this.#looking;
  }

  /** Begins nothing more. What is being sent may end within this; the rest is broken off, and sent again by whoever is next. */
  async stop(withinMs: number): Promise<void> {
    this.#over.abort();
    if (this.#tick) clearInterval(this.#tick);
    const cut = setTimeout(() => this.#cut.abort(), withinMs);
    await this.settle();
    clearTimeout(cut);
  }

  /** Resolves when nothing is being sent any more. */
  async settle(): Promise<void> {
    while (this.#looking || this.#sending.size > 0) {
      await Promise.all([this.#looking, ...[...this.#sending.values()].map(({ work }) => work)]);
    }
  }

  #onTick(): void {
    void this.look();
    if (this.#ticks++ % countEveryTicks !== 0) return;
    countWaitingDeliveries().then(
      (count) => metrics.deliveriesWaiting.set(count),
      () => {},
    );
  }

  async #lookAsLongAsWanted(): Promise<void> {
    while (this.#isWanted && !this.#over.signal.aborted) {
      this.#isWanted = false;
      try {
        await this.#lookOnce();
        this.#lookFailed = false;
      } catch (error) {
        if (!this.#lookFailed) log.warn({ message: String(error) }, "could not see what is to be delivered");
        this.#lookFailed = true;
        return;
      }
    }
  }

  async #lookOnce(): Promise<void> {
    if (this.#sending.size >= sendingMax) return;
    const chosen = this.#chooseFrom(await listDueDeliveries());
    if (chosen.size === 0 || this.#over.signal.aborted) return;
    for (const delivery of await claimDeliveries([...chosen.keys()])) {
      const work = this.#send(delivery).finally(() => {
        this.#sending.delete(delivery.id);
        // The next of its lane may go, or who waited for the place.
        void this.look();
      });
      this.#sending.set(delivery.id, { host: chosen.get(delivery.id) ?? "", work });
    }
  }

  #chooseFrom(due: readonly DueDelivery[]): Map<string, string> {
    const perHost = new Map<string, number>();
    for (const { host } of this.#sending.values()) perHost.set(host, (perHost.get(host) ?? 0) + 1);
    const chosen = new Map<string, string>();
    for (const { id, url } of due) {
      if (this.#sending.size + chosen.size >= sendingMax) break;
      const host = url ? new URL(url).host : "";
      const there = perHost.get(host) ?? 0;
      if (there >= sendingToHostMax) continue;
      perHost.set(host, there + 1);
      chosen.set(id, host);
    }
    return chosen;
  }

  async #send(delivery: ClaimedDelivery): Promise<void> {
    try {
      await sendDelivery(delivery, this.#cut.signal);
    } catch (error) {
      // Its claim ends by itself.
      log.warn({ delivery: delivery.id, message: String(error) }, "what came of a delivery could not be noted");
    }
  }
}

const running = processState("deliveries", () => ({ runner: null as DeliveryRunner | null }));

/** Begins to send what waits, for as long as the process runs. Idempotent: one runner a process. */
export function startDeliveries(): void {
  running.runner ??= new DeliveryRunner({ ticks: true });
}

/** There is something new to be sent: called after the transaction that wrote it. Where no runner is, the next tick finds it. */
export function wakeDeliveries(): void {
  void running.runner?.look();
}

/** Resolves when nothing is sent any more; what takes longer than this is left to whoever is next. */
export async function stopDeliveries(withinMs = 0): Promise<void> {
  const { runner } = running;
  running.runner = null;
  await runner?.stop(withinMs);
}

/** Sends what is due now, for hosts where nothing runs between requests; stops after this long. */
export async function deliverDue(withinMs: number): Promise<void> {
  if (running.runner) return;
  const runner = new DeliveryRunner({ ticks: false });
  const cut = setTimeout(() => void runner.stop(0), withinMs);
  await runner.look();
  await runner.settle();
  clearTimeout(cut);
}
