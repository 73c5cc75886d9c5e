import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { serve } from "../stream/worker";

/** The least that a server can do: it takes every body and says that it did. */
const server = createServer((request, response) => {
  request.resume().once("end", () => response.end("{}"));
});

const commands = {
  async listen() {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  },
};

export type SinkCommands = typeof commands;

serve(commands);
