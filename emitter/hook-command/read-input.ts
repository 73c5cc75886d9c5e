/** More than any payload; what is longer is no payload, and must not fill memory. */
const inputBytesMax = 32 * 1024 * 1024;

/** A pipe holds this much: a shorter piece means that there is no more for now. */
const pieceBytes = 64 * 1024;

/** An agent that keeps the pipe open waits for us, as we do for it. */
const inputMsMax = 2_000;

/**
 * The payload: an argument that is a JSON object (Codex's `notify`), else what comes on stdin until its end, or until it is
 * whole, or for two seconds. Null where nothing came. `done` is called once.
 */
export function readInput(args: readonly string[], done: (sent: Buffer | null) => void): void {
  const argument = args.find((arg) => arg.startsWith("{"));
  if (argument !== undefined) done(Buffer.from(argument));
  else if (process.stdin.isTTY) done(null);
  else readStdin(done);
}

function readStdin(done: (sent: Buffer | null) => void): void {
  const { stdin } = process;
  const pieces: Buffer[] = [];
  let bytes = 0;
  let isDone = false;
  const end = () => {
    if (isDone) return;
    isDone = true;
    clearTimeout(timer);
    done(bytes === 0 ? null : Buffer.concat(pieces));
  };
  const timer = setTimeout(end, inputMsMax);
  stdin.on("data", (piece: Buffer) => {
    pieces.push(piece);
    bytes += piece.length;
    if (bytes > inputBytesMax || (piece.length < pieceBytes && isWhole(pieces))) end();
  });
  stdin.on("end", end);
  stdin.on("error", end);
}

/** Whether what came is JSON by itself, for agents that leave the pipe open. */
function isWhole(pieces: readonly Buffer[]): boolean {
  if (!/\}\s*$/.test(pieces.at(-1)?.subarray(-16).toString("latin1") ?? "")) return false;
  try {
    JSON.parse(Buffer.concat(pieces).toString("utf8"));
    return true;
  } catch {
    return false;
  }
}
