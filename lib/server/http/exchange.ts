/** A request as the transport-neutral core sees it. Header names are lower-case. */
export type Exchange = {
  method: string;
  /** Path and query, as on the request line. */
  target: string;
  headers: Readonly<Record<string, string | undefined>>;
  /** Known to come straight from its sender: a front door of ours saw no forwarding header on it. */
  isDirect: boolean;
  /** The caller's address, as far as the front door or the platform knows it. */
  address: string;
  /**
   * Reads the body as sent, once; null as soon as it is known to be larger than `bytesMax`. Rejects when the body ends
   * before it is complete.
   */
  readBody: (bytesMax: number) => Promise<Buffer | null>;
  /** Variable parts of the path, by name. */
  params: Readonly<Record<string, string>>;
  /** Aborted when the caller has gone. */
  readonly signal: AbortSignal;
};

/** An answer: text at once, or chunks that are pulled as the caller takes them. */
export type Answer = {
  status: number;
  headers: Record<string, string>;
  body: string | AsyncIterable<Uint8Array> | null;
};

/** Bytes of a body that are all there at once: they leave in one piece, and of a stated length. */
export class WholeBody implements AsyncIterable<Uint8Array> {
  readonly bytes: Uint8Array<ArrayBuffer>;

  constructor(bytes: Uint8Array<ArrayBuffer>) {
    this.bytes = bytes;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    yield this.bytes;
  }
}

export type Handler = (exchange: Exchange) => Promise<Answer>;

export function jsonAnswer(value: unknown, status = 200, headers: Record<string, string> = {}): Answer {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store", ...headers },
    body: JSON.stringify(value),
  };
}
