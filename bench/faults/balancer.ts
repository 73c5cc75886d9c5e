import { TcpLink } from "@/lib/server/testing/tcp-link";

const lookEveryMs = 250;
const answerWithinMs = 1_000;

type Backend = { url: string; port: number; isUp: boolean };

/** Hands connections to the instances in turn, and breaks those to one that answers no more: a small balancer. */
export class Balancer {
  /** The clients' line to it, for trouble to be made on. */
  readonly link: TcpLink;
  readonly #backends: Backend[];
  readonly #looking: NodeJS.Timeout[];
  #turn = 0;

  constructor(urls: readonly string[]) {
    this.#backends = urls.map((url) => ({ url, port: Number(new URL(url).port), isUp: true }));
    this.link = new TcpLink(() => this.#next());
    this.#looking = this.#backends.map((backend) => setInterval(() => void this.#look(backend), lookEveryMs));
  }

  get url(): string {
    return `http://127.0.0.1:${this.link.port}`;
  }

  async close(): Promise<void> {
    for (const timer of this.#looking) clearInterval(timer);
    await this.link.cut();
  }

  #next(): number | null {
    this.#turn += 1;
    const up = this.#backends.filter(({ isUp }) => isUp);
    return up[this.#turn % up.length]?.port ?? null;
  }

  async #look(backend: Backend): Promise<void> {
    const signal = AbortSignal.timeout(answerWithinMs);
    const isUp = await fetch(`${backend.url}/api/health/live`, { signal }).then(
      async (answer) => (await answer.text()) !== "" && answer.ok,
      () => false,
    );
    if (backend.isUp && !isUp) this.link.break(backend.port);
    backend.isUp = isUp;
  }
}
