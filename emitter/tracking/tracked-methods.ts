import type { EventSink, tracked as Tracked } from "../index";

/** A class for the decorator's test, which has it compiled as programs do; the test runner's compiler has no decorators. */
export function defineAgent(tracked: typeof Tracked, emitter: EventSink) {
  class Agent {
    static readonly title = "Agents";
    readonly id: string;
    #count = 0;

    constructor(id: string) {
      this.id = id;
    }

    @tracked("sync", { emitter, result: true })
    add(amount: number): number {
      this.#count += amount;
      return this.#count;
    }

    @tracked("async", (self: Agent) => ({ emitter, agent_id: self.id }))
    async fail(error: Error): Promise<void> {
      await null;
      throw error;
    }

    @tracked("private", { emitter, result: true })
    #secret(): string {
      return `${this.id}'s`;
    }

    secret(): string {
      return this.#secret();
    }

    @tracked("static", { emitter, result: true })
    static called(...words: string[]): string {
      return [Agent.title, ...words].join(" ");
    }

    @tracked<Agent>("unknowable", () => {
      throw new Error("hostile");
    })
    untold(): Agent {
      return this;
    }
  }
  return Agent;
}
