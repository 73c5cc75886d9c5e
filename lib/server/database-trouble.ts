/** SQLSTATE classes and codes that speak of the server or the connection, not of the data: worth a retry later. */
const troubleCodes = /^(?:08|53|57|58)|^(?:25006|40001|40P01|55P03|XX000)$/;
/** The same said by Prisma: unreachable, timed out, closed, no free connection. */
const prismaCodes = /^(?:P1001|P1002|P1008|P1017|P2024|P2037)$/;
const socketCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
]);

/** Whether a failed statement failed because the database is away, restarting, full or overloaded. */
export function isConnectionTrouble(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (socketCodes.has(code) || prismaCodes.test(code)) return true;
  if (code !== "") return troubleCodes.test(code);
  // pg gives these no code.
  return /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|not queryable|Query read timeout/i.test(
    error.message,
  );
}
