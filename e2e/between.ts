import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Stands between browser and app, as a proxy would: sees which streams are open, and can spoil them. */
export type Between = {
  readonly url: string;
  /** The addresses of the streams that are open at this moment. */
  openStreams(): string[];
  /** How many streams have been asked for in all. */
  streamsAsked(): number;
  /** Ends every open stream in the middle. */
  cut(): void;
  /** From now on (or no longer) streams are cut as soon as they are asked for. */
  refuseStreams(refuse: boolean): void;
  /** From now on no stream says anything any more, nor that it has ended. */
  mute(): void;
  /** Keeps the frame of the event with this cursor from every stream. */
  swallow(cursor: number): void;
  close(): Promise<void>;
};

export async function startBetween(appUrl: string): Promise<Between> {
  const app = new URL(appUrl);
  const open = new Map<ServerResponse, string>();
  const swallowed = new Set<number>();
  const mute = { isOn: false };
  let asked = 0;
  let isRefusing = false;

  function passOn(from: IncomingMessage, to: ServerResponse): void {
    const isStream = /^\/api\/v1\/(events|agents\/activity)\/stream/.test(from.url ?? "");
    if (isStream) {
      asked += 1;
      if (isRefusing) return void to.destroy();
      open.set(to, from.url ?? "");
    }
    const onwards = request(
      { host: app.hostname, port: app.port, path: from.url, method: from.method, headers: from.headers },
      (answer) => {
        to.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
        if (isStream) passFrames(answer, to, { swallowed, mute });
        else answer.pipe(to);
      },
    );
    onwards.on("error", () => to.destroy());
    to.on("close", () => {
      open.delete(to);
      onwards.destroy();
    });
    from.pipe(onwards);
  }

  const server = createServer(passOn);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const cut = () => {
    for (const answer of [...open.keys()]) answer.destroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    openStreams: () => [...open.values()],
    streamsAsked: () => asked,
    cut,
    refuseStreams(refuse) {
      isRefusing = refuse;
      if (refuse) cut();
    },
    mute() {
      mute.isOn = true;
    },
    swallow: (cursor) => swallowed.add(cursor),
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

type Spoiling = { swallowed: ReadonlySet<number>; mute: { readonly isOn: boolean } };

/** Frame by frame, but for those that are kept back. */
function passFrames(answer: IncomingMessage, to: ServerResponse, { swallowed, mute }: Spoiling): void {
  let rest = "";
  answer.setEncoding("utf8").on("data", (text: string) => {
    const frames = (rest + text).split("\n\n");
    rest = frames.pop() ?? "";
    for (const frame of frames) {
      const [, cursor] = /^id: (\d+)\nevent: event\n/.exec(frame) ?? [];
      if (!mute.isOn && !swallowed.has(Number(cursor))) to.write(`${frame}\n\n`);
    }
  });
  answer.on("end", () => mute.isOn || to.end());
  answer.on("error", () => to.destroy());
}
