import { Agent, get } from "node:http";

/** Asks over one connection that stays open. */
export class Asker {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #url: string;
  readonly #key: string;

  constructor(url: string, key: string) {
    this.#url = url;
    this.#key = key;
  }

  /** How long the whole answer took, and what it was. */
  ask(address: string): Promise<{ ms: number; status: number; body: string }> {
    const startedMs = performance.now();
    const headers = { authorization: `Bearer ${this.#key}` };
    return new Promise((resolve, reject) => {
      get(`${this.#url}${address}`, { agent: this.#agent, headers }, (answer) => {
        let body = "";
        answer.setEncoding("utf8");
        answer.on("data", (text: string) => {
          body += text;
        });
        answer.on("end", () => resolve({ ms: performance.now() - startedMs, status: answer.statusCode ?? 0, body }));
        answer.on("error", reject);
      }).on("error", reject);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** The value below which `share` of them lie. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
