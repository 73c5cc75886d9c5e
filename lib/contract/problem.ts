/**
 * Every kind of problem answer (RFC 9457): the status and the title of its code. `type` of an answer is
 * `/problems/<code>`. `detail` says what was wrong in the case at hand and what is allowed.
 */
export const problems = {
  malformed: { status: 400, title: "The request can't be read" },
  unauthenticated: { status: 401, title: "Not authenticated" },
  forbidden: { status: 403, title: "Not allowed" },
  not_found: { status: 404, title: "Not found" },
  method_not_allowed: { status: 405, title: "Method not allowed" },
  conflict: { status: 409, title: "Already done" },
  too_large: { status: 413, title: "Too large" },
  unsupported_type: { status: 415, title: "Unsupported type or encoding" },
  wrong_host: { status: 421, title: "Not served under this host name" },
  invalid: { status: 422, title: "Invalid" },
  too_many_requests: { status: 429, title: "Too many requests" },
  internal: { status: 500, title: "Something failed here" },
  unavailable: { status: 503, title: "Not available just now" },
} as const;
export type ProblemCode = keyof typeof problems;

/** One field at fault: `path` such as `events[3].status`, `message` what is allowed. */
export type FieldError = { path: string; message: string };

/** The body of an answer with the content type `application/problem+json`. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  errors?: FieldError[];
};
