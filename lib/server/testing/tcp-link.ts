import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** What happens to the bytes on their way: each piece of at most `bytesMax` takes `delayMs`. */
type Weather = { delayMs: number; bytesMax: number };
type Line = { near: Socket; far: Socket; port: number };

const clear: Weather = { delayMs: 0, bytesMax: Number.POSITIVE_INFINITY };
const drizzle: Weather = { delayMs: 20, bytesMax: 500 };

/**
 * A line to a server on loopback that can be cut, fall silent, lag or drip; neither end knows of it. Where each new
 * connection goes is asked for by `findPort`; null refuses it.
 */
export class TcpLink {
  readonly #findPort: () => number | null;
  readonly #lines = new Set<Line>();
  readonly #server = createServer((near) => this.#take(near));
  #port = 0;
  #weather = clear;
  /** While it is pending nothing passes, not even the news that an end has closed. */
  #silence: Promise<void> | null = null;
  #endSilence = () => {};

  constructor(findPort: () => number | null) {
    this.#findPort = findPort;
  }

  get port(): number {
    return this.#port;
  }

  /** Lets through what comes, and what was held back. */
  async open(): Promise<void> {
    this.#weather = clear;
    this.#silence = null;
    this.#endSilence();
    if (this.#server.listening) return;
    this.#server.listen(this.#port, "127.0.0.1");
    await once(this.#server, "listening");
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  /** Breaks every connection and refuses new ones. */
  async cut(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = once(this.#server, "close");
    this.#server.close();
    this.break();
    await closed;
  }

  /** Breaks every connection, or those to one port; new ones are taken. */
  break(port?: number): void {
    for (const line of this.#lines) {
      if (port !== undefined && line.port !== port) continue;
      line.near.resetAndDestroy();
      line.far.resetAndDestroy();
    }
  }

  /** Keeps every connection and takes new ones, but lets nothing through any more. */
  stall(): void {
    this.#silence ??= new Promise((resolve) => {
      this.#endSilence = resolve;
    });
  }

  /** Everything takes so long each way. */
  lag(delayMs: number): void {
    this.#weather = { ...clear, delayMs };
  }

  /** Lets through a few hundred bytes at a time. */
  drip(): void {
    this.#weather = drizzle;
  }

  async #take(near: Socket): Promise<void> {
    near.on("error", () => {});
    const port = this.#findPort();
    if (port === null) return void near.resetAndDestroy();
    const line: Line = { near, far: connect({ port, host: "127.0.0.1", noDelay: true }), port };
    near.setNoDelay();
    line.far.on("error", () => {});
    this.#lines.add(line);
    await Promise.all([this.#carry(near, line.far), this.#carry(line.far, near)]);
    this.#lines.delete(line);
  }

  async #carry(from: Socket, to: Socket): Promise<void> {
    try {
      for await (const chunk of from) await this.#pass(chunk as Buffer, to);
      await this.#silence;
      to.end();
    } catch {
      await this.#silence;
      from.destroy();
      to.destroy();
    }
  }

  async #pass(chunk: Buffer, to: Socket): Promise<void> {
    for (let sent = 0; sent < chunk.length; ) {
      const { delayMs, bytesMax } = this.#weather;
      const piece = chunk.subarray(sent, sent + bytesMax);
      if (delayMs > 0) await sleep(delayMs);
      await this.#silence;
      await new Promise<void>((resolve, reject) => to.write(piece, (error) => (error ? reject(error) : resolve())));
      sent += piece.length;
    }
  }
}
