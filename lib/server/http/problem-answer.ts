import { type Problem, type ProblemCode, problems } from "@/lib/contract/problem";
import { isConnectionTrouble } from "../database-trouble";
import { AppError, databaseUnavailable, isAppError } from "../errors";
import { log } from "../log";
import type { Answer } from "./exchange";

/** The one place where an error becomes an answer: `application/problem+json`, never a stack. */
export function problemAnswer(error: unknown, requestId: string): Answer {
  const known = knownError(error);
  const { code, outside } = known;
  const { status, title } = problems[code];
  if (status >= 500)
    log.error({ requestId, code, message: known.message, stack: (error as Error)?.stack }, "request failed");
  const problem: Problem = {
    type: `/problems/${code}`,
    title,
    status,
    detail: outside.public,
    ...(outside.errors ? { errors: outside.errors } : {}),
    ...outside.extensions,
  };
  return {
    status,
    headers: {
      "content-type": "application/problem+json; charset=utf-8",
      "cache-control": "no-store",
      "x-request-id": requestId,
      ...outside.headers,
    },
    body: JSON.stringify(problem),
  };
}

function knownError(error: unknown): AppError {
  if (isAppError(error)) return error;
  if (isConnectionTrouble(error)) return databaseUnavailable(String(error));
  const code: ProblemCode = "internal";
  return new AppError(code, {
    public: "Something failed here. It has been logged under the request id of this answer.",
    private: error instanceof Error ? error.message : String(error),
  });
}
