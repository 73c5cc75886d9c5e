import { type WakeUps, wakeUpChannel } from "../store/wake-ups";

type Client = Awaited<ReturnType<typeof connect>>;

const connectWithinMs = 5_000;
const publishWithinMs = 2_000;

/** Redis's pub/sub, for databases whose notifications don't come through. */
export function redisWakeUps(url: string): WakeUps {
  let publisher: Promise<Client> | null = null;

  function openPublisher(): Promise<Client> {
    const opened = connect(url, () => {
      if (publisher === opened) publisher = null;
    });
    return opened;
  }

  return {
    name: "Redis",
    async send(message) {
      publisher ??= openPublisher();
      const connecting = publisher;
      let client: Client | null = null;
      try {
        client = await connecting;
        await client.publish(wakeUpChannel, message);
      } catch (error) {
        if (publisher === connecting) publisher = null;
        if (client?.isOpen) client.destroy();
        throw error;
      }
    },
    async listen({ onListening, onMessage, signal }) {
      let end = () => {};
      const broken = new Promise<void>((resolve) => {
        end = resolve;
      });
      const client = await connect(url, end);
      signal.addEventListener("abort", end);
      try {
        if (signal.aborted) return;
        await client.subscribe(wakeUpChannel, onMessage);
        onListening();
        await broken;
      } finally {
        signal.removeEventListener("abort", end);
        if (client.isOpen) client.destroy();
      }
    },
  };
}

/** One connection; `onEnd` is told of its end, after which the client is of no more use. */
async function connect(url: string, onEnd: () => void) {
  // Loaded by those only who use it.
  const { createClient } = await import("@redis/client");
  const client = createClient({
    url,
    // What every server and proxy speaks. A connection that listens can send nothing by it, so there are two.
    RESP: 2,
    name: "sightline",
    disableOfflineQueue: true,
    maintNotifications: "disabled",
    commandOptions: { timeout: publishWithinMs },
    socket: { connectTimeout: connectWithinMs, reconnectStrategy: false },
  });
  client.on("error", onEnd);
  client.on("end", onEnd);
  await client.connect();
  return client;
}
