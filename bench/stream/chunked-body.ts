const lineEnd = Buffer.from("\r\n");
const headEnd = Buffer.from("\r\n\r\n");

/**
 * The body of one HTTP/1.1 answer in chunked encoding, read from a raw socket: a fraction of what Node's own client
 * costs, so that a thousand readers leave the machine to the server. Each chunk is one write of the server's.
 */
export class ChunkedBody {
  readonly #onPiece: (piece: Buffer) => void;
  readonly #onChunkEnd: () => void;
  #state: "head" | "size" | "data" | "after" = "head";
  /** What is left of a chunk's bytes, or of the line end behind them. */
  #left = 0;
  /** The beginning of a head or of a size that the last read cut off. */
  #cut: Buffer | null = null;

  /** `onPiece`'s buffer is only lent: it is overwritten by the next read. */
  constructor(onPiece: (piece: Buffer) => void, onChunkEnd: () => void) {
    this.#onPiece = onPiece;
    this.#onChunkEnd = onChunkEnd;
  }

  feed(read: Buffer): void {
    const bytes = this.#cut ? Buffer.concat([this.#cut, read]) : read;
    this.#cut = null;
    let at = 0;
    while (at < bytes.length) {
      if (this.#state === "data" || this.#state === "after") {
        const end = Math.min(bytes.length, at + this.#left);
        if (this.#state === "data") this.#onPiece(bytes.subarray(at, end));
        this.#left -= end - at;
        at = end;
        if (this.#left > 0) return;
        if (this.#state === "data") this.#onChunkEnd();
        this.#left = lineEnd.length;
        this.#state = this.#state === "data" ? "after" : "size";
        continue;
      }
      const mark = this.#state === "head" ? headEnd : lineEnd;
      const end = bytes.indexOf(mark, at);
      if (end < 0) {
        this.#cut = Buffer.from(bytes.subarray(at));
        return;
      }
      const text = bytes.toString("latin1", at, end);
      at = end + mark.length;
      if (this.#state === "head") {
        if (!text.startsWith("HTTP/1.1 200")) throw new Error(`A stream was answered with ${text.split("\r\n", 1)[0]}`);
        this.#state = "size";
      } else {
        this.#left = Number.parseInt(text, 16);
        if (this.#left === 0) throw new Error("The server ended a stream.");
        this.#state = "data";
      }
    }
  }
}
