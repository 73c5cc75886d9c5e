import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** Small chunks in HTTP's chunked encoding: made once for all the readers who get the same one. */
const encoded = new WeakMap<Uint8Array, Buffer>();
/** From here on a copy costs more than handing the kernel three pieces. */
const copiedBytesMax = 64 * 1024;
const lineEnd = Buffer.from("\r\n");

/**
 * Writes a body that is pulled: the next chunk is made only when the last has left, so a slow reader costs no memory
 * here. Each goes straight to the socket: `response.write` would encode it for each reader anew, in three pieces at the
 * next tick. Resolves when the chunks end or the reader has gone.
 */
export async function writeChunks(
  response: ServerResponse,
  chunks: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<void> {
  let goOn = () => {};
  const wake = () => goOn();
  response.once("close", wake).once("socket", wake);
  signal.addEventListener("abort", wake, { once: true });
  // Behind another request of its connection, a response has no socket before that one is answered.
  if (!response.socket && !signal.aborted) {
    await new Promise<void>((resolve) => {
      goOn = resolve;
    });
  }
  const { socket } = response;
  socket?.on("drain", wake);
  try {
    for await (const chunk of chunks) {
      if (signal.aborted || !socket?.writable) return;
      if (write(socket, chunk, response.chunkedEncoding) || socket.destroyed) continue;
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
    }
  } finally {
    socket?.off("drain", wake);
  }
}

/** False when the socket tells when it takes more. */
function write(socket: Socket, chunk: Uint8Array, isChunked: boolean): boolean {
  if (!isChunked) return socket.write(chunk);
  if (chunk.length <= copiedBytesMax) return socket.write(encode(chunk));
  socket.cork();
  socket.write(sizeLine(chunk));
  socket.write(chunk);
  const hasRoom = socket.write(lineEnd);
  socket.uncork();
  return hasRoom;
}

function encode(chunk: Uint8Array): Buffer {
  let bytes = encoded.get(chunk);
  if (!bytes) {
    bytes = Buffer.concat([sizeLine(chunk), chunk, lineEnd]);
    encoded.set(chunk, bytes);
  }
  return bytes;
}

const sizeLine = (chunk: Uint8Array) => Buffer.from(`${chunk.length.toString(16)}\r\n`);
