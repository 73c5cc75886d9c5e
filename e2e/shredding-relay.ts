import { once } from "node:events";
import net, { type AddressInfo, type Socket } from "node:net";
import { setImmediate as nextTurn } from "node:timers/promises";

/** Seven is prime to the lengths of characters, so that sooner or later each of them is cut everywhere. */
const pieceBytes = 7;

/** A way to the app on which event streams arrive in tiny packets, and may be cut at any time. */
export type Relay = {
  readonly url: string;
  /** Destroys every connection, as a network does that goes away; new ones are taken at once. */
  cut(): void;
  close(): Promise<void>;
};

/** Relays TCP to an app; what isn't an event stream passes as it is. */
export async function startShreddingRelay(appUrl: string): Promise<Relay> {
  const { hostname, port } = new URL(appUrl);
  const sockets = new Set<Socket>();
  const track = (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    // Whatever breaks on one side is passed on to the other by the end of the pipe.
    socket.on("error", () => {});
    return socket;
  };
  const server = net.createServer({ noDelay: true }, (client) => {
    const app = track(net.connect(Number(port), hostname));
    track(client).pipe(app);
    client.once("close", () => app.destroy());
    void shred(app, client)
      .catch(() => {})
      .finally(() => client.destroySoon());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut,
    async close() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function shred(app: Socket, client: Socket): Promise<void> {
  let isStream = false;
  for await (const chunk of app as AsyncIterable<Buffer>) {
    isStream ||= /^content-type: text\/event-stream/im.test(chunk.toString("latin1"));
    const size = isStream ? pieceBytes : chunk.length;
    for (let from = 0; from < chunk.length; from += size) {
      if (client.destroyed) return;
      if (!client.write(chunk.subarray(from, from + size))) await once(client, "drain");
      await nextTurn();
    }
  }
}
