import { pingAfterSilenceMs } from "@/lib/contract/stream";
import { commentFrame, formatFrame } from "./frame";
import type { GoodbyeReason } from "./open-streams";

/** What bounds a stream besides its reader. */
export type StreamTerms = {
  /** How long the stream may last, where the platform sets a limit. */
  lifeMs: number | null;
  /** Asked every few seconds whether the credential still holds. */
  isAllowed: () => Promise<boolean>;
};

const accessCheckMs = 2_000;
const commentWhileAwayMs = 5_000;
const goodbyeAfterAwayMs = 60_000;

/** Where a stream stands that has nothing to send. */
type Silence = { cursor: number; head: number; troubleSinceMs: number | null };

/** What every stream owes its reader besides its frames: signs of life, patience with the database, and a told end. */
export class StreamUpkeep {
  readonly #terms: StreamTerms;
  readonly #openedMs = Date.now();
  #lastSentMs = this.#openedMs;
  #checkedMs = this.#openedMs;

  constructor(terms: StreamTerms) {
    this.#terms = terms;
  }

  /** Something was sent: it counts as a sign of life. */
  sent(): void {
    this.#lastSentMs = Date.now();
  }

  /** What is due after so long a silence; the stream's end where it waited long enough for the database. */
  breakSilence({ cursor, head, troubleSinceMs }: Silence): { chunk: Buffer; frames: number; isEnd: boolean } | null {
    const nowMs = Date.now();
    const silentMs = nowMs - this.#lastSentMs;
    if (troubleSinceMs !== null && nowMs - troubleSinceMs > goodbyeAfterAwayMs) {
      return { chunk: goodbyeFrame("database", cursor), frames: 1, isEnd: true };
    }
    if (silentMs < (troubleSinceMs === null ? pingAfterSilenceMs : commentWhileAwayMs)) return null;
    this.#lastSentMs = nowMs;
    if (troubleSinceMs !== null) return { chunk: Buffer.from(commentFrame), frames: 0, isEnd: false };
    const told = { time: new Date(nowMs).toISOString(), head };
    return { chunk: Buffer.from(formatFrame("ping", cursor, told)), frames: 1, isEnd: false };
  }

  /** Whether it is time to `judge` again. */
  isJudgementDue(): boolean {
    return Date.now() - this.#checkedMs >= accessCheckMs;
  }

  /** Why the stream must end; null where it may go on. */
  async judge(): Promise<GoodbyeReason | null> {
    const { lifeMs, isAllowed } = this.#terms;
    this.#checkedMs = Date.now();
    if (!(await isAllowed())) return "credential";
    return lifeMs !== null && this.#checkedMs - this.#openedMs >= lifeMs ? "limit" : null;
  }
}

export function goodbyeFrame(reason: GoodbyeReason, cursor: number): Buffer {
  return Buffer.from(formatFrame("goodbye", cursor, { reason }));
}

const goodbyeReasons: readonly unknown[] = ["stopping", "credential", "database", "limit"] satisfies GoodbyeReason[];

/** The goodbye that a stream was aborted with; null where its reader has just gone. */
export function goodbyeOf({ reason }: AbortSignal): GoodbyeReason | null {
  return goodbyeReasons.includes(reason) ? (reason as GoodbyeReason) : null;
}
