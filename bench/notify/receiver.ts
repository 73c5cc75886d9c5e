import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { WebhookPayload } from "@/lib/contract/webhooks";

/** A receiver that notes when it first heard of each agent, and what came twice. */
export async function startReceiver() {
  const heardMs = new Map<string, number>();
  const ids = new Set<string>();
  let doubled = 0;
  const server = createServer(async (request, response) => {
    const atMs = performance.now();
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    response.writeHead(204).end();
    const id = String(request.headers["webhook-id"] ?? "");
    if (id === "") return;
    if (ids.has(id)) doubled += 1;
    ids.add(id);
    const { type, data } = JSON.parse(Buffer.concat(chunks).toString()) as WebhookPayload;
    const agent = data.notification?.agent_id ?? "";
    if (type === "notification.opened" && !heardMs.has(agent)) heardMs.set(agent, atMs);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    heardMs,
    doubled: () => doubled,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
