/** A request as the transport-neutral core sees it. Header names are lower-case. */
export type Exchange = {
  method: string;
  /** Path and query, as on the request line. */
  target: string;
  headers: Readonly<Record<string, string | undefined>>;
  /** The peer's address. */
  address: string;
  body: AsyncIterable<Uint8Array> | null;
  /** Variable parts of the path, by name. */
  params: Readonly<Record<string, string>>;
  /** Aborted when the caller has gone. */
  signal: AbortSignal;
};

/** An answer: text at once, or chunks that are pulled as the caller takes them. */
export type Answer = {
  status: number;
  headers: Record<string, string>;
  body: string | AsyncIterable<string> | null;
};

export type Handler = (exchange: Exchange) => Promise<Answer>;

export function jsonAnswer(value: unknown, status = 200, headers: Record<string, string> = {}): Answer {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store", ...headers },
    body: JSON.stringify(value),
  };
}
