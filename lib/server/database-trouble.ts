import { isAppError } from "./errors";

/** SQLSTATEs, by class or one by one, that speak of the server and not of what was asked: worth a retry later. */
const troubleCodes: readonly RegExp[] = [
  /^08/, // the connection broke, or was never made
  /^28|^3D000/, // not let in: a password that is being changed, a database that is being restored
  /^53/, // no disk, no memory, no connection left
  /^57/, // shutting down, starting up, crashed; ended by an operator or by a timeout
  /^58/, // a file that the server can't read or write
  /^XX/, // the server is at fault: a quota or a file's size exceeded (it has no code for these), broken pages
  /^25006/, // read-only: a replica, or a primary that is being changed over
  /^25P0[34]/, // a transaction ended by a timeout
  /^40/, // given up in favour of another transaction
  /^55P03/, // somebody holds a lock for longer than we wait
];

/** The same by Prisma, where it has codes of its own: not let in, unreachable, timed out, no free connection, conflict. */
const prismaCodes = /^P(?:1000|1001|1002|1003|1008|1010|1011|1017|2024|2028|2034|2037)$/;

/** What the adapter says of a raw statement, which Prisma passes on under one code for whatever went wrong. */
const adapterKinds = new Set([
  "DatabaseNotReachable",
  "ConnectionClosed",
  "SocketTimeout",
  "TlsConnectionError",
  "TooManyConnections",
  "DatabaseDoesNotExist",
  "DatabaseAccessDenied",
  "AuthenticationFailed",
  "TransactionWriteConflict",
]);

/** Those of the network, and of a machine or process that is out of ports or descriptors. */
const socketCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ECONNABORTED",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "EHOSTDOWN",
  "ENETUNREACH",
  "ENETDOWN",
  "EADDRNOTAVAIL",
  "EMFILE",
  "ENFILE",
]);

/** What pg and its pool say without a code. */
const wordsWithoutCode =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|not queryable|Query read timeout|calling end on the pool/i;

/** Whether a failed statement failed because the database is away, restarting, full, read-only or overloaded. */
export function isConnectionTrouble(error: unknown): boolean {
  const wrapped = unwrap(error);
  if (wrapped.some((each) => adapterKinds.has(String(Reflect.get(each, "kind"))))) return true;
  const codes = wrapped
    .flatMap((each) => [Reflect.get(each, "code"), Reflect.get(each, "originalCode")])
    .filter(isText);
  // A message may quote what was asked, so it is judged only where there is no code.
  if (codes.length === 0) return error instanceof Error && wordsWithoutCode.test(error.message);
  return codes.some((code) => isTroubleCode(code));
}

/** Whether a statement gave up waiting for somebody else's lock; nothing of it was done. */
export function isLockTimeout(error: unknown): boolean {
  return sqlState(error) === "55P03";
}

/**
 * Whether the data of a statement was refused, so that a statement with other data may pass: PostgreSQL says so by its
 * SQLSTATE (data, constraints, limits of size, a trigger's own words), and what has none failed before it was sent.
 */
export function isRefusedData(error: unknown): boolean {
  const code = sqlState(error);
  return code === null ? !isAppError(error) && !isConnectionTrouble(error) : /^(?:22|23|54|P0001)/.test(code);
}

/** Whether an append's workspace has no log: `no_data_found`, as append_events raises it. */
export function isMissingLog(error: unknown): boolean {
  return sqlState(error) === "P0002";
}

function sqlState(error: unknown): string | null {
  const code = error instanceof Error && "code" in error ? error.code : null;
  return typeof code === "string" && /^[0-9A-Z]{5}$/.test(code) ? code : null;
}

function isTroubleCode(code: string): boolean {
  return socketCodes.has(code) || prismaCodes.test(code) || troubleCodes.some((codes) => codes.test(code));
}

/** The error and what it wraps: Prisma's errors hold its adapter's, and those what the database said. */
function unwrap(error: unknown, depth = 0): object[] {
  if (depth > 4 || typeof error !== "object" || error === null) return [];
  const meta: unknown = Reflect.get(error, "meta");
  const inner = [
    Reflect.get(error, "cause"),
    typeof meta === "object" && meta && Reflect.get(meta, "driverAdapterError"),
  ];
  return [error, ...inner.flatMap((each) => unwrap(each, depth + 1))];
}

const isText = (value: unknown): value is string => typeof value === "string";
