import http from "node:http";
import https from "node:https";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { Hold } from "./hold";

/** Far more than an answer about one batch can need; what comes after it is not kept. */
const answerBytesMax = 1024 * 1024;

/** Below it, packing costs more than the few packets that it saves. */
const gzipBytesMinDefault = 16 * 1024;

/** The quickest level: it takes JSON to a fifth or so, and the next ones not much further. */
const pack = promisify(gzip) as (body: Buffer, options: { level: number }) => Promise<Buffer>;

/** An HTTP answer, its body read. */
export type Answer = { status: number; retryAfter: string | undefined; body: string };

/** One connection to one address. */
export type Poster = {
  /** Sends JSON, packed where it is long. Rejects where no complete answer came in time; any status is an answer. */
  post(text: string): Promise<Answer>;
  close(): void;
};

/** `gzipBytesMin`: from which size on a body is packed. */
export type PosterOptions = { url: URL; apiKey: string; timeoutMs: number; hold: Hold; gzipBytesMin?: number };

/** node:http rather than fetch, because only here can a socket be told not to keep the process alive. */
export function createPoster(options: PosterOptions): Poster {
  const { url, apiKey, timeoutMs, hold, gzipBytesMin = gzipBytesMinDefault } = options;
  const { request, Agent } = url.protocol === "https:" ? https : http;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });

  return {
    async post(text) {
      const releases: (() => void)[] = [];
      const plain = Buffer.from(text);
      const isPacked = plain.length >= gzipBytesMin;
      const body = isPacked ? await pack(plain, { level: 1 }) : plain;
      const headers = {
        authorization: `Bearer ${apiKey}`,
        "content-type": "application/json",
        "content-length": body.length,
        ...(isPacked && { "content-encoding": "gzip" }),
      };
      const outgoing = request(url, { method: "POST", agent, headers });
      const late = () => outgoing.destroy(new Error(`no answer within ${timeoutMs} ms`));
      const timer = setTimeout(late, timeoutMs);
      releases.push(hold.track(timer));
      outgoing.on("socket", (socket) => releases.push(hold.track(socket)));
      try {
        return await new Promise<Answer>((resolve, reject) => {
          outgoing.on("error", reject);
          outgoing.on("response", (response) => {
            readBody(response).then(
              (text) =>
                resolve({ status: response.statusCode ?? 0, retryAfter: response.headers["retry-after"], body: text }),
              reject,
            );
          });
          outgoing.end(body);
        });
      } finally {
        clearTimeout(timer);
        for (const release of releases) release();
      }
    },
    close: () => agent.destroy(),
  };
}

async function readBody(response: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    if (bytes < answerBytesMax) chunks.push(chunk);
    bytes += chunk.length;
  }
  return Buffer.concat(chunks).toString("utf8");
}
