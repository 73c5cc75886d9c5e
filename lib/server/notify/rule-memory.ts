import type { NotifierTurn } from "../store/notifier-turn";
import { type RuleMemory, readMemories, writeMemories } from "../store/write-verdicts";
import type { RateState } from "./judge-rate";
import type { SilenceState } from "./judge-silence";
import type { JudgedRule } from "./judged-rule";
import type { StormState } from "./storm-gate";

/** What rules remember between two turns, by name. */
type States = {
  storm: StormState;
  rate: RateState;
  silence: SilenceState;
  /** How far the rule has seen the read model that it goes by. */
  model: { cursor: number };
};

/** The rules' memory during a turn; only what has changed is written. */
export class Memory {
  readonly #states: Map<string, unknown>;
  readonly #changed = new Map<string, RuleMemory>();

  private constructor(memories: readonly RuleMemory[]) {
    this.#states = new Map(memories.map(({ ruleId, name, state }) => [`${ruleId} ${name}`, state]));
  }

  static async read(turn: NotifierTurn): Promise<Memory> {
    return new Memory(await readMemories(turn));
  }

  get<Name extends keyof States>({ id }: JudgedRule, name: Name): States[Name] | null {
    return (this.#states.get(`${id} ${name}`) as States[Name] | undefined) ?? null;
  }

  set<Name extends keyof States>({ id }: JudgedRule, name: Name, state: States[Name] | null): void {
    const key = `${id} ${name}`;
    if (state === null || isSame(this.#states.get(key), state)) return;
    this.#states.set(key, state);
    this.#changed.set(key, { ruleId: id, name, state });
  }

  write(turn: NotifierTurn): Promise<void> {
    return writeMemories(turn, [...this.#changed.values()]);
  }
}

/** Their fields are few, and the database gives them back in an order of its own. */
function isSame(a: unknown, b: object): boolean {
  if (typeof a !== "object" || a === null) return false;
  return Object.entries(b).every(
    ([name, value]) => JSON.stringify(value) === JSON.stringify(a[name as keyof typeof a]),
  );
}
