import { randomUUID } from "node:crypto";
import type { Method } from "@/lib/contract/access";
import { AppError } from "../errors";
import type { Handler } from "./exchange";
import { problemAnswer } from "./problem-answer";

/** What the methods of one address do. */
export type MethodTable = { readonly [method in Method]?: Handler };

/** The handler for a request's method; 405 with `Allow` for one that the address doesn't know. */
export function handlerFor(table: MethodTable, method: string): Handler {
  const handler = table[(method === "HEAD" ? "GET" : method) as Method];
  if (handler) return handler;
  const allow = Object.keys(table).join(", ");
  return async () =>
    problemAnswer(
      new AppError("method_not_allowed", { public: `Allowed here: ${allow}.`, headers: { allow } }),
      randomUUID(),
    );
}
