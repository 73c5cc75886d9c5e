import { describe, expect, test } from "vitest";
import { isConnectionTrouble } from "./database-trouble";

/** An error as pg throws it. */
const fromPg = (code: string | undefined, message = "") => Object.assign(new Error(message), code ? { code } : {});
/** The same after Prisma's adapter has wrapped it, and after Prisma has. */
const fromAdapter = (code: string, message = "") =>
  Object.assign(new Error(message), { cause: { kind: "postgres", code, originalCode: code } });
const fromPrisma = (code: string) =>
  Object.assign(new Error(), { code: "P2010", meta: { driverAdapterError: fromAdapter(code) } });

/** What Prisma makes of a raw statement that met no server. */
const rawOf = (kind: string) =>
  Object.assign(new Error(), {
    code: "P2010",
    meta: { driverAdapterError: { name: "DriverAdapterError", cause: { kind } } },
  });

describe("the server's trouble, whoever reports it", () => {
  test.each(["DatabaseNotReachable", "ConnectionClosed", "TooManyConnections"])("a raw statement: %s", (kind) => {
    expect(isConnectionTrouble(rawOf(kind))).toBe(true);
  });

  test.each([
    ["08006", "connection failure"],
    ["53100", "disk full"],
    ["53200", "out of memory"],
    ["53300", "too many connections"],
    ["57014", "cancelled by a timeout"],
    ["57P01", "being shut down"],
    ["57P02", "crashed"],
    ["57P03", "starting up"],
    ["58030", "input or output error"],
    ["25006", "read-only"],
    ["40001", "serialisation failure"],
    ["40P01", "deadlock"],
    ["55P03", "lock not available"],
    ["XX000", "file too large, quota exceeded"],
    ["XX001", "broken page"],
    ["28P01", "password changed"],
    ["3D000", "database being restored"],
  ])("%s %s", (code) => {
    for (const error of [fromPg(code), fromAdapter(code), fromPrisma(code)]) {
      expect(isConnectionTrouble(error)).toBe(true);
    }
  });

  test.each(["ECONNREFUSED", "ECONNRESET", "EAI_AGAIN", "P1001", "P1017", "P2024", "P2037"])("%s", (code) => {
    expect(isConnectionTrouble(fromPg(code))).toBe(true);
  });

  test.each(["Connection terminated unexpectedly", "Query read timeout"])("%s", (message) => {
    expect(isConnectionTrouble(fromPg(undefined, message))).toBe(true);
  });
});

describe("what a caller asked", () => {
  test.each(["22P02", "22001", "23505", "42P01", "54000", "P0001", "P0002"])("%s", (code) => {
    for (const error of [fromPg(code), fromAdapter(code), fromPrisma(code)]) {
      expect(isConnectionTrouble(error)).toBe(false);
    }
  });

  test.each(["UniqueConstraintViolation", "TableDoesNotExist"])("a raw statement: %s", (kind) => {
    expect(isConnectionTrouble(rawOf(kind))).toBe(false);
  });

  test("a message that quotes words of trouble", () => {
    const words = 'invalid input syntax for type uuid: "Query read timeout"';
    expect(isConnectionTrouble(fromPg("22P02", words))).toBe(false);
    expect(isConnectionTrouble(fromAdapter("22P02", words))).toBe(false);
  });

  test.each([null, undefined, "Connection terminated", 7])("no error at all: %s", (error) => {
    expect(isConnectionTrouble(error)).toBe(false);
  });
});
