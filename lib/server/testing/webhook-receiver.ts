import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export type Received = { path: string; headers: IncomingHttpHeaders; body: Buffer };

type Reply = { status: number; headers?: Record<string, string>; body?: string };

/** A real receiver on loopback, which keeps what it gets and answers as it is told. */
export class WebhookReceiver {
  readonly received: Received[] = [];
  /** How many requests were open at once, by path, at the most. */
  readonly atOnce = new Map<string, number>();
  /** What it answers; a promise keeps the request open for as long. */
  reply: (received: Received) => Reply | Promise<Reply> = () => ({ status: 204 });
  readonly #open = new Map<string, number>();
  readonly #server = createServer(async (request, response) => {
    const path = request.url ?? "";
    const open = (this.#open.get(path) ?? 0) + 1;
    this.#open.set(path, open);
    this.atOnce.set(path, Math.max(open, this.atOnce.get(path) ?? 0));
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const received = { path, headers: request.headers, body: Buffer.concat(chunks) };
    this.received.push(received);
    const { status, headers, body } = await this.reply(received);
    this.#open.set(path, (this.#open.get(path) ?? 1) - 1);
    response.writeHead(status, headers).end(body);
  });
  #port = 0;

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get host(): string {
    return `127.0.0.1:${this.#port}`;
  }

  async listen(): Promise<void> {
    this.#server.listen(this.#port, "127.0.0.1");
    await once(this.#server, "listening");
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  /** It can be let listen again, at the same port. */
  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
