import { randomUUID } from "node:crypto";
import type { z } from "zod";
import type { Requirement } from "@/lib/contract/access";
import type { FieldError } from "@/lib/contract/problem";
import { type Caller, identify, type KeyCaller, type PersonCaller, sendsKey } from "../auth/identify";
import { AppError } from "../errors";
import type { Answer, Exchange, Handler } from "./exchange";
import { problemAnswer } from "./problem-answer";
import { readJson } from "./read-body";
import { refuseCrossSite } from "./same-origin";

type Call<C, B> = { caller: C; body: B; query: URLSearchParams; exchange: Exchange };

/** Who can get past a requirement. */
type CallerOf<N extends Requirement | null> = N extends Requirement
  ? N["scope"] extends null
    ? PersonCaller
    : N["role"] extends null
      ? KeyCaller
      : Caller
  : null;

type RouteOptions<N extends Requirement | null, B> = {
  /** Who may call, as the table of access says; null for a public route. */
  caller: N;
  /** The schema of a JSON body, where the route takes one. */
  body?: z.ZodType<B>;
  run: (call: Call<CallerOf<N>, B>) => Promise<Answer>;
};

/**
 * A route as a sentence: who may call it, what it takes, what it does. Identifies, parses, runs; the one catch. A
 * browser's write must come from our own pages, unless a key authorises it: no browser adds that by itself.
 */
export function route<N extends Requirement | null, B = undefined>(options: RouteOptions<N, B>): Handler {
  const { caller: need, body, run } = options;
  return async (exchange) => {
    try {
      const at = exchange.target.indexOf("?");
      const query = new URLSearchParams(at === -1 ? "" : exchange.target.slice(at + 1));
      const isWrite = exchange.method !== "GET" && exchange.method !== "HEAD";
      if (isWrite && (need === null || !sendsKey(exchange.headers))) refuseCrossSite(exchange.headers);
      const caller = need === null ? null : await identify({ headers: exchange.headers, query }, need);
      const parsed = body ? parseBody(body, await readJson(exchange)) : undefined;
      return await (run as (call: Call<Caller | null, B | undefined>) => Promise<Answer>)({
        caller,
        body: parsed,
        query,
        exchange,
      });
    } catch (error) {
      return problemAnswer(error, randomUUID());
    }
  };
}

/** A problem about fields: the detail names the first of them. */
export function fieldProblem(code: "malformed" | "invalid", errors: FieldError[]): AppError {
  const [first] = errors;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
  return new AppError(code, { public: first ? `${first.path}: ${first.message}${more}` : "Invalid.", errors });
}

/** Refuses parameters that a route doesn't know: they are never ignored. */
export function refuseUnknownParameters(query: URLSearchParams, allowed: readonly string[]): void {
  const unknown = [...new Set(query.keys())].filter((name) => name !== "workspace" && !allowed.includes(name));
  if (unknown.length === 0) return;
  const known = allowed.length === 0 ? "This address takes none." : `Allowed: ${allowed.join(", ")}.`;
  throw fieldProblem(
    "malformed",
    unknown.map((path) => ({ path, message: `Unknown parameter. ${known}` })),
  );
}

function parseBody<B>(schema: z.ZodType<B>, value: unknown): B {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw fieldProblem(
    "invalid",
    result.error.issues.flatMap((issue) =>
      issue.code === "unrecognized_keys"
        ? issue.keys.map((path) => ({ path, message: "Unknown field." }))
        : [{ path: issue.path.join("."), message: issue.message }],
    ),
  );
}
