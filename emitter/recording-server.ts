import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";

type Reply = { status: number; headers?: Record<string, string>; body?: unknown };
type Sent = { event_id: string; event_type: string; timestamp: string };

/** A real HTTP peer for the emitter's tests: keeps what arrives and answers as it is told. */
export async function startRecordingServer(reply: (events: Sent[], request: number) => Reply | Promise<Reply>) {
  const batches: Sent[][] = [];
  const headers: http.IncomingHttpHeaders[] = [];
  const arrivalsMs: number[] = [];
  let open = 0;
  let openMax = 0;
  const server = http.createServer(async (request, response) => {
    open += 1;
    openMax = Math.max(openMax, open);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const plain = request.headers["content-encoding"] === "gzip" ? gunzipSync(body) : body;
    const { events } = JSON.parse(plain.toString()) as { events: Sent[] };
    batches.push(events);
    headers.push(request.headers);
    arrivalsMs.push(performance.now());
    const answer = await reply(events, batches.length);
    open -= 1;
    response.writeHead(answer.status, answer.headers).end(JSON.stringify(answer.body ?? {}));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    batches,
    headers,
    arrivalsMs,
    openMax: () => openMax,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
