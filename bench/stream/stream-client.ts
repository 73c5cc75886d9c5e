import { connect, type Socket } from "node:net";
import { ChunkedBody } from "./chunked-body";
import { nowMs } from "./clock";

export type StreamAddress = { url: string; key: string; path: string };

/** What the server wrote to one client, write by write; `opening` writes came before `replay_complete` did. */
export type Recording = { chunks: Buffer[]; atMs: number[]; opening: number };

const lineBreak = Buffer.from("\n");
const idMark = Buffer.from("\nid: ");
const liveMark = Buffer.from("\nevent: replay_complete\n");
/** As much of a piece as a mark with its number can lie across its end. */
const overlap = 48;
/** Shared by all sockets: what is read is looked at before the next read. */
const readBuffer = Buffer.allocUnsafeSlow(256 * 1024);

/** One reader of a stream that looks at little more than the last cursor of each write. */
export class StreamClient {
  /** The last cursor of the writes that came in whole, and when the last one had. */
  cursor = -1;
  changedMs = 0;
  /** Of all writes but the first, which is `subscribed`. */
  bytes = 0;
  liveMs = 0;
  /** Each write since `watch`. */
  arrivals: { cursor: number; atMs: number }[] | null = null;
  readonly live: Promise<void>;
  readonly recording: Recording | null;
  readonly #socket: Socket;
  #opened = false;
  #isLive = false;
  #completes = false;
  /** The end of the piece before; a write begins as after a line break. */
  #before: Buffer = lineBreak;
  #seen = -1;
  #becomeLive = () => {};
  #pieces: Buffer[] = [];

  constructor({ url, key, path }: StreamAddress, { record }: { record: boolean }) {
    this.recording = record ? { chunks: [], atMs: [], opening: 0 } : null;
    this.live = new Promise((resolve) => {
      this.#becomeLive = resolve;
    });
    const { hostname, port, host } = new URL(url);
    const body = new ChunkedBody(
      (piece) => this.#take(piece),
      () => this.#takeEnd(),
    );
    this.#socket = connect({
      host: hostname,
      port: Number(port),
      onread: {
        buffer: readBuffer,
        callback: (length) => {
          body.feed(readBuffer.subarray(0, length));
          return true;
        },
      },
    });
    this.#socket.setNoDelay(true);
    // Uncaught, so that the whole process ends: a stream that breaks makes every figure worthless.
    this.#socket.on("close", () => {
      throw new Error("The server closed a stream.");
    });
    this.#socket.write(`GET ${path} HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${key}\r\n\r\n`);
  }

  close(): void {
    this.#socket.removeAllListeners("close");
    this.#socket.destroy();
  }

  #take(piece: Buffer): void {
    if (this.#opened) this.bytes += piece.length;
    if (this.recording) this.#pieces.push(Buffer.from(piece));
    const edge = Buffer.concat([this.#before, piece.subarray(0, overlap)]);
    this.#seen = idIn(piece) ?? idIn(edge) ?? this.#seen;
    if (!this.#isLive && (piece.includes(liveMark) || edge.includes(liveMark))) this.#completes = true;
    this.#before = piece.length < overlap ? edge.subarray(-overlap) : Buffer.from(piece.subarray(-overlap));
  }

  #takeEnd(): void {
    this.cursor = this.#seen;
    this.changedMs = nowMs();
    this.#opened = true;
    this.#before = lineBreak;
    this.arrivals?.push({ cursor: this.cursor, atMs: this.changedMs });
    if (this.recording) {
      this.recording.chunks.push(Buffer.concat(this.#pieces));
      this.recording.atMs.push(this.changedMs);
      this.#pieces = [];
      if (!this.#isLive) this.recording.opening = this.recording.chunks.length;
    }
    if (this.#isLive || !this.#completes) return;
    this.#isLive = true;
    this.liveMs = this.changedMs;
    this.#becomeLive();
  }
}

/** The last frame's id; a number that the piece's end cuts off is seen again at the next one's edge. */
function idIn(bytes: Buffer): number | null {
  const at = bytes.lastIndexOf(idMark);
  return at < 0 ? null : Number.parseInt(bytes.toString("latin1", at + idMark.length, at + overlap), 10);
}
