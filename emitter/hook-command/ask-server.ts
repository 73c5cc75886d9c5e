import http from "node:http";
import https from "node:https";

export type ServerAnswer = { status: number; dateMs: number | null; body: string };

/** One request, answered within `timeoutMs` or rejected. */
export function askServer(
  url: URL,
  { apiKey, body, timeoutMs }: { apiKey?: string; body?: string; timeoutMs: number },
): Promise<ServerAnswer> {
  const { request } = url.protocol === "https:" ? https : http;
  const headers = {
    ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
    ...(body === undefined ? {} : { "content-type": "application/json", "content-length": Buffer.byteLength(body) }),
  };
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method: body === undefined ? "GET" : "POST", headers, agent: false });
    const timer = setTimeout(() => outgoing.destroy(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
    outgoing.on("error", reject);
    outgoing.on("close", () => clearTimeout(timer));
    outgoing.on("response", (response) => {
      const pieces: Buffer[] = [];
      response.on("data", (piece: Buffer) => pieces.push(piece));
      response.on("error", reject);
      response.on("end", () => {
        const dateMs = Date.parse(response.headers.date ?? "");
        const text = Buffer.concat(pieces).toString("utf8");
        resolve({ status: response.statusCode ?? 0, dateMs: Number.isNaN(dateMs) ? null : dateMs, body: text });
      });
    });
    outgoing.end(body);
  });
}
