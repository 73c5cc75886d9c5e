import { randomUUID } from "node:crypto";
import { type ServerResponse, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { AppError } from "../errors";
import { problemAnswer } from "./problem-answer";

/** Answers what Node's parser or clock refused, which no route ever sees; Node itself would send a bare status line. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Duplex): void {
  // Node keeps the response that is under way there: nothing may be written into the middle of it.
  const { _httpMessage: current } = socket as { _httpMessage?: ServerResponse };
  if (!socket.writable || current?.headersSent) {
    socket.destroy();
    return;
  }
  const { status, headers, body } = problemAnswer(problemOf(error.code), randomUUID());
  const text = String(body);
  const lines = Object.entries({ ...headers, "content-length": Buffer.byteLength(text), connection: "close" });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${head}\r\n${text}`, () => socket.destroy());
}

function problemOf(code: string | undefined): AppError {
  switch (code) {
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return new AppError("request_timeout", { public: "The request did not arrive in time." });
    case "HPE_HEADER_OVERFLOW":
      return new AppError("headers_too_large", { public: "The headers are larger than 16 KiB." });
    default:
      return new AppError("malformed", { public: "This is no HTTP/1.1 request that can be read." });
  }
}
