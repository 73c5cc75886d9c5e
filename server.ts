import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
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
import { fastLane, type Place } from "@/lib/server/endpoints/fast-lane";
import { misdirectedEndpoint, unreadableEndpoint } from "@/lib/server/endpoints/refusals";
import { env, SettingsError } from "@/lib/server/env";
import { isReadableByNext } from "@/lib/server/http/before-next";
import { answerClientError } from "@/lib/server/http/client-error";
import { answerNode } from "@/lib/server/http/node-adapter";
import { toOriginForm } from "@/lib/server/http/origin-form";
import { answerPacked, packedFiles } from "@/lib/server/http/packed-files";
import { socketLimits } from "@/lib/server/http/socket-limits";
import { settleCommits } from "@/lib/server/ingest/group-commit";
import { stopListening } from "@/lib/server/live/hub";
import { stopAllStreams } from "@/lib/server/live/open-streams";
import { log } from "@/lib/server/log";
import { startDeliveries, stopDeliveries } from "@/lib/server/notify/delivery-runner";
import { startDigests, stopDigests } from "@/lib/server/notify/digests";
import { startNotifier, stopNotifier } from "@/lib/server/notify/notifier";
import { startRetention, stopRetention } from "@/lib/server/projections/retention-keeper";
import { startProjections, stopProjections } from "@/lib/server/projections/runner";
import { resealSecrets } from "@/lib/server/reseal";
import { stopping } from "@/lib/server/stopping";
import { writeKeyUses } from "@/lib/server/store/key-uses";

// The Node host's front door: answers the hot addresses itself, hands the rest to Next, owns start and stop.

const misdirected: Place = { route: "misdirected", table: misdirectedEndpoint };
const unreadable: Place = { route: "unreadable", table: unreadableEndpoint };

/**
 * A stop is over after this, whatever still runs. Streams and requests get the first part of it; what waits for a
 * database that is away is given up then, so that the rest is left for stopping our own.
 */
const stopWithinMs = 4_500;
const requestsMayTakeMs = 1_500;
const appendsMayTakeMs = 500;
const connectionsMayTakeMs = 250;

const settings = env();
const isDev = process.env.SIGHTLINE_DEV === "1";
ensureDataDir(settings.SIGHTLINE_DATA_DIR);
process.env.NEXTAUTH_SECRET ||= keptSecret(settings.SIGHTLINE_DATA_DIR);
// Without an address of its own, next-auth takes the request's, which the guards below have made trustworthy.
if (!settings.NEXTAUTH_URL) process.env.AUTH_TRUST_HOST = "true";

// Next would listen for upgrades on our server and close every connection that offers one, as Java's client and
// `curl --http2` do with each plain request. On this one, which never listens, it may.
const upgrades = createServer();
const app = next({ dev: isDev, hostname: settings.HOST, port: settings.PORT, httpServer: upgrades });
const isServedHost = hostGuard(settings);
const guardForwarding = forwardingGuard(settings);
const findPacked = isDev ? () => null : packedFiles(join(process.cwd(), ".next", "static"), "/_next/static/");
let answerWithNext: (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const server = createServer(socketLimits, (request, response) => {
  toOriginForm(request);
  const isDirect = guardForwarding(request);
  const place = placeOf(request);
  if (!place) response.setHeader("x-content-type-options", "nosniff");
  const answered = place
    ? answerNode(place.table, request, response, { route: place.route, isDirect, params: place.params ?? {} })
    : answerPage(request, response);
  answered.catch((error: unknown) => {
    log.error({ message: String(error), target: request.url }, "a request could not be answered");
    response.destroy();
  });
});
server.on("clientError", answerClientError);

// From here on a signal stops whatever has been started by then.
const opening = openDatabase(settings, (message) => console.log(message), stopping.signal);
for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.on(signal, () => {
    if (stopping.signal.aborted) process.exit(1);
    stopping.abort();
    void stop();
  });
}

try {
  await opening;
  await initFromEnv(settings);
  await app.prepare();
  answerWithNext = app.getRequestHandler();
  await listen();
  // Only by who serves: a start that fails for a busy port ends without having begun anything.
  startProjections();
  startNotifier();
  startRetention();
  startDeliveries();
  startDigests();
  resealSecrets().catch((error: unknown) => log.warn({ message: String(error) }, "could not seal secrets anew"));
  const { port } = server.address() as AddressInfo;
  const host = ["0.0.0.0", "::"].includes(settings.HOST) ? "localhost" : settings.HOST;
  console.log(
    firstSteps({ url: settings.NEXTAUTH_URL ?? `http://${host}:${port}`, setupCode: await issueSetupCode() }),
  );
} catch (error) {
  if (!stopping.signal.aborted) {
    await releaseDatabase();
    throw error;
  }
}

/** Who answers a request here; null where Next does. */
function placeOf(request: IncomingMessage): Place | null {
  if (!isServedHost(request)) return misdirected;
  const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
  return fastLane.get(path) ?? (isReadableByNext(request) ? null : unreadable);
}

function answerPage(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const packed = findPacked(request);
  return packed === null ? answerWithNext(request, response) : answerPacked(packed, request, response);
}

async function listen(): Promise<void> {
  // Pages open no web sockets; in development Next reloads them through one. Where nobody listens, Node answers a request
  // that offers an upgrade like any other.
  if (isDev) {
    server.on("upgrade", (request, socket, head) => {
      if (isServedHost(request)) upgrades.emit("upgrade", request, socket, head);
      else socket.destroy();
    });
  }
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
  stopDigests();
  const delivered = stopDeliveries(requestsMayTakeMs);
  server.closeIdleConnections();
  await within(requestsMayTakeMs, closed);
  await within(appendsMayTakeMs, settleCommits());
  server.closeAllConnections();
  stopListening();
  await within(
    connectionsMayTakeMs,
    Promise.all([stopProjections(), stopNotifier(), stopRetention(), writeKeyUses(), delivered]),
  );
  await releaseDatabase();
  process.exit(0);
}

async function releaseDatabase(): Promise<void> {
  const database = await opening.catch(() => null);
  if (!database) return;
  await within(connectionsMayTakeMs, Promise.all([prisma().$disconnect(), closePools()]));
  await database.release();
}

/** Waits for something for so long at most. */
async function within(ms: number, done: Promise<unknown>): Promise<void> {
  await Promise.race([done, new Promise((resolve) => setTimeout(resolve, ms))]);
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
