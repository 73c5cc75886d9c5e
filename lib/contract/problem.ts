import { z } from "zod";

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
  request_timeout: { status: 408, title: "The request took too long" },
  conflict: { status: 409, title: "Already done" },
  too_large: { status: 413, title: "Too large" },
  unsupported_type: { status: 415, title: "Unsupported type or encoding" },
  wrong_host: { status: 421, title: "Not served under this host name" },
  invalid: { status: 422, title: "Invalid" },
  too_many_requests: { status: 429, title: "Too many requests" },
  headers_too_large: { status: 431, title: "Headers too large" },
  internal: { status: 500, title: "Something failed here" },
  unavailable: { status: 503, title: "Not available just now" },
} as const;
export type ProblemCode = keyof typeof problems;

/** One field at fault: `path` such as `events[3].status`, `message` what is allowed. */
export const fieldError = z.object({
  path: z.string().meta({ description: "Where the fault is, such as events[3].status or a parameter's name" }),
  message: z.string().meta({ description: "What was wrong and what is allowed" }),
});
export type FieldError = z.infer<typeof fieldError>;

/** The body of an answer with the content type `application/problem+json`. */
export const problem = z.object({
  type: z.string().meta({ description: "/problems/ and the code" }),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  errors: z.array(fieldError).optional(),
});
export type Problem = z.infer<typeof problem>;
