import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import next from "next";
import { initFromEnv } from "@/lib/server/auth/init-from-env";
import { issueSetupCode } from "@/lib/server/auth/setup-code";
import { firstSteps } from "@/lib/server/boot/first-steps";
import { forwardingGuard, hostGuard } from "@/lib/server/boot/host-guard";
import { keptSecret } from "@/lib/server/boot/secret";
import { ensureDataDir } from "@/lib/server/db/data-dir";
import { openDatabase } from "@/lib/server/db/open-database";
import { closePools } from "@/lib/server/db/pool";
import { prisma } from "@/lib/server/db/prisma";
import { ingestEndpoint } from "@/lib/server/endpoints/ingest";
import { misdirectedEndpoint, unreadableEndpoint } from "@/lib/server/endpoints/refusals";
import { streamEndpoint } from "@/lib/server/endpoints/stream";
import { env, SettingsError } from "@/lib/server/env";
import { isReadableByNext } from "@/lib/server/http/before-next";
import type { MethodTable } from "@/lib/server/http/methods";
import { answerNode } from "@/lib/server/http/node-adapter";
import { settleCommits } from "@/lib/server/ingest/group-commit";
import { stopListening } from "@/lib/server/live/hub";
import { stopAllStreams } from "@/lib/server/live/open-streams";
import { log } from "@/lib/server/log";

// The Node host's front door: answers the two hot addresses itself, hands the rest to Next, owns start and stop.

/** The fast lane: what a route handler of Next would answer at a fortieth of the rate. */
const fastLane = new Map<string, MethodTable>([
  ["/api/v1/events/ingest", ingestEndpoint],
  ["/api/v1/events/stream", streamEndpoint],
]);

/** A stop is over after this, whatever still runs; streams and requests get the first part of it. */
const stopWithinMs = 4_500;
const requestsMayTakeMs = 1_500;

const settings = env();
const isDev = process.env.SIGHTLINE_DEV === "1";
ensureDataDir(settings.SIGHTLINE_DATA_DIR);
process.env.NEXTAUTH_SECRET ||= keptSecret(settings.SIGHTLINE_DATA_DIR);
// Without an address of its own, next-auth takes the request's, which the guards below have made trustworthy.
if (!settings.NEXTAUTH_URL) process.env.AUTH_TRUST_HOST = "true";

const app = next({ dev: isDev, hostname: settings.HOST, port: settings.PORT });
const isServedHost = hostGuard(settings);
const guardForwarding = forwardingGuard(settings);
let answerWithNext: (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const server = createServer(
  { keepAliveTimeout: 75_000, headersTimeout: 10_000, requestTimeout: 30_000 },
  (request, response) => {
    guardForwarding(request);
    response.setHeader("x-content-type-options", "nosniff");
    const table = tableFor(request);
    const answered = table ? answerNode(table, request, response) : answerWithNext(request, response);
    answered.catch((error: unknown) => {
      log.error({ message: String(error), target: request.url }, "a request could not be answered");
      response.destroy();
    });
  },
);

// From here on a signal stops whatever has been started by then.
const opening = openDatabase(settings, (message) => console.log(message));
let stopping = false;
for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.on(signal, () => {
    if (stopping) process.exit(1);
    stopping = true;
    void stop();
  });
}

try {
  await opening;
  await initFromEnv(settings);
  await app.prepare();
  answerWithNext = app.getRequestHandler();
  await listen();
  const { port } = server.address() as AddressInfo;
  const host = ["0.0.0.0", "::"].includes(settings.HOST) ? "localhost" : settings.HOST;
  console.log(
    firstSteps({ url: settings.NEXTAUTH_URL ?? `http://${host}:${port}`, setupCode: await issueSetupCode() }),
  );
} catch (error) {
  if (!stopping) {
    await releaseDatabase();
    throw error;
  }
}

/** Who answers a request here; null where Next does. */
function tableFor(request: IncomingMessage): MethodTable | null {
  if (!isServedHost(request)) return misdirectedEndpoint;
  const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
  return fastLane.get(path) ?? (isReadableByNext(request) ? null : unreadableEndpoint);
}

async function listen(): Promise<void> {
  // Pages open no web sockets; in development Next reloads them through one.
  const upgradeByNext = isDev ? app.getUpgradeHandler() : null;
  server.on("upgrade", (request, socket, head) => {
    if (upgradeByNext && isServedHost(request)) void upgradeByNext(request, socket, head);
    else socket.destroy();
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(listenProblem(error)));
    server.listen(settings.PORT, settings.HOST, resolve);
  });
}

async function stop(): Promise<void> {
  console.log("Stopping…");
  setTimeout(() => process.exit(1), stopWithinMs).unref();
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  stopAllStreams();
  server.closeIdleConnections();
  await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, requestsMayTakeMs))]);
  await settleCommits();
  server.closeAllConnections();
  stopListening();
  await releaseDatabase();
  process.exit(0);
}

async function releaseDatabase(): Promise<void> {
  const database = await opening.catch(() => null);
  if (!database) return;
  await prisma().$disconnect();
  await closePools();
  await database.release();
}

function listenProblem(error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "EADDRINUSE") {
    return new SettingsError(`Port ${settings.PORT} on ${settings.HOST} is in use: set PORT to another one.`);
  }
  if (code === "EADDRNOTAVAIL") return new SettingsError(`HOST ${settings.HOST} is no address of this machine.`);
  if (code === "EACCES")
    return new SettingsError(`Port ${settings.PORT} needs rights that this account lacks: set PORT.`);
  return error;
}
