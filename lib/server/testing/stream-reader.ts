import { createParser, type EventSourceMessage } from "eventsource-parser";
import { expect } from "vitest";
import type { MethodTable } from "../http/methods";
import { call, type TestWorkspace } from "./test-workspace";

export type StreamFrame = { id: number; name: string; data: Record<string, unknown> };

/** A strict reader of one stream: what a standard EventSource would see, frame by frame. */
export class StreamReader {
  readonly #frames: EventSourceMessage[] = [];
  readonly #parser = createParser({
    onEvent: (frame) => this.#frames.push(frame),
    onError: (error) => {
      throw error;
    },
  });
  readonly #chunks: AsyncIterator<Uint8Array>;
  readonly #decoder = new TextDecoder();
  readonly #gone = new AbortController();

  private constructor(chunks: AsyncIterable<Uint8Array>, gone: AbortController) {
    this.#chunks = chunks[Symbol.asyncIterator]();
    this.#gone = gone;
  }

  static async open(
    table: MethodTable,
    workspace: TestWorkspace,
    query = "",
    headers: Record<string, string> = {},
  ): Promise<StreamReader> {
    const gone = new AbortController();
    const answer = await call(table, {
      key: workspace.key || null,
      target: `/?${query}`,
      headers,
      signal: gone.signal,
    });
    expect(answer).toMatchObject({ status: 200, headers: { "cache-control": "no-cache, no-transform" } });
    if (answer.body === null || typeof answer.body === "string") throw new Error("the answer is no stream");
    return new StreamReader(answer.body, gone);
  }

  async next(): Promise<StreamFrame> {
    while (this.#frames.length === 0) {
      const { done, value } = await this.#chunks.next();
      if (done) throw new Error("the stream has ended");
      const text = this.#decoder.decode(value);
      expect(text).not.toContain("\r");
      expect(text.endsWith("\n\n")).toBe(true);
      this.#parser.feed(text);
    }
    const frame = this.#frames.shift();
    return { id: Number(frame?.id), name: frame?.event ?? "", data: JSON.parse(frame?.data ?? "") };
  }

  async take(count: number): Promise<StreamFrame[]> {
    const frames: StreamFrame[] = [];
    while (frames.length < count) frames.push(await this.next());
    return frames;
  }

  async close(): Promise<void> {
    this.#gone.abort();
    await this.#chunks.return?.();
  }
}
