import { Prisma } from "../db/generated/client";

/** Whether a statement failed because what it wanted to add, or to make of a row, is there already. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002";
}
