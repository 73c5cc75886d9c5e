import { randomUUID } from "node:crypto";
import type { z } from "zod";
import type { Requirement } from "@/lib/contract/access";
import type { FieldError } from "@/lib/contract/problem";
import { type Caller, identify, identifyViewer, type KeyCaller, type PersonCaller, sendsKey } from "../auth/identify";
import type { Viewer } from "../auth/viewer";
import { AppError, isAppError } from "../errors";
import type { Answer, Exchange, Handler } from "./exchange";
import { problemAnswer } from "./problem-answer";
import { readJson } from "./read-body";
import { refuseWhileDeleted } from "./refuse-while-deleted";
import { refuseCrossSite } from "./same-origin";

type Call<C, B> = { caller: C; body: B; query: URLSearchParams; exchange: Exchange };

type Need = Requirement | "viewer" | null;

/** Who can get past a requirement. */
type CallerOf<N extends Need> = N extends Requirement
  ? N["scope"] extends null
    ? PersonCaller
    : N["role"] extends null
      ? KeyCaller
      : Caller
  : N extends "viewer"
    ? Viewer
    : null;

type RouteOptions<N extends Need, B> = {
  /** Who may call, as the table of access says; "viewer": whoever is logged in; null for a public route. */
  caller: N;
  /** The schema of a JSON body, where the route takes one. */
  body?: z.ZodType<B>;
  run: (call: Call<CallerOf<N>, B>) => Promise<Answer>;
};

/**
 * A route as a sentence: who may call it, what it takes, what it does. Identifies, parses, runs; the one catch. A
 * browser's write must come from our own pages, unless a key authorises it: no browser adds that by itself.
 */
export function route<N extends Need, B = undefined>(options: RouteOptions<N, B>): Handler {
  const { caller: need, body, run } = options;
  return async (exchange) => {
    try {
      const at = exchange.target.indexOf("?");
      const query = new URLSearchParams(at === -1 ? "" : exchange.target.slice(at + 1));
      const isWrite = exchange.method !== "GET" && exchange.method !== "HEAD";
      const isInWorkspace = need !== null && need !== "viewer";
      if (isWrite && !(isInWorkspace && sendsKey(exchange.headers))) refuseCrossSite(exchange.headers);
      const caller = await callerOf(need, exchange, query);
      if (isWrite && isInWorkspace && !need.evenDeleted) refuseWhileDeleted(caller as Caller);
      const parsed = body ? parseBody(body, await readJson(exchange)) : undefined;
      return await (run as (call: Call<Caller | Viewer | null, B | undefined>) => Promise<Answer>)({
        caller,
        body: parsed,
        query,
        exchange,
      });
    } catch (error) {
      if (isAppError(error) && error.outside.isEnd) return { status: 204, headers: {}, body: null };
      return problemAnswer(error, randomUUID());
    }
  };
}

function callerOf(need: Need, { headers, address }: Exchange, query: URLSearchParams) {
  if (need === null) return null;
  return need === "viewer" ? identifyViewer({ headers }) : identify({ headers, address, query }, need);
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
