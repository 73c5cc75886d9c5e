import type { FieldError, Problem } from "../contract/problem";

/** What went wrong with a request of ours, in words that can be shown. `status` 0: no answer came at all. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly errors: readonly FieldError[];
  readonly requestId: string | null;

  constructor(problem: Omit<Problem, "type">, { requestId, cause }: { requestId: string | null; cause?: unknown }) {
    super(`${problem.title}. ${problem.detail}`.trim(), { cause });
    this.name = "ApiProblem";
    this.status = problem.status;
    this.title = problem.title;
    this.detail = problem.detail;
    this.errors = problem.errors ?? [];
    this.requestId = requestId;
  }
}

/**
 * A request to our own API with the login cookie. A plain object as `json` is sent as the body. Answers the parsed
 * JSON (undefined for 204); throws `ApiProblem` for everything else, an aborted request excepted.
 */
export async function apiFetch<T>(path: string, { json, ...init }: RequestInit & { json?: unknown } = {}): Promise<T> {
  const headers = new Headers(init.headers);
  headers.set("accept", "application/json, application/problem+json");
  if (json !== undefined) headers.set("content-type", "application/json");
  const body = json === undefined ? init.body : JSON.stringify(json);

  let response: Response;
  try {
    response = await fetch(path, {
      ...init,
      headers,
      ...(body === undefined ? {} : { body }),
      credentials: "same-origin",
    });
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw new ApiProblem(unreachable, { requestId: null, cause });
  }
  const requestId = response.headers.get("x-request-id");
  if (response.status === 204) return undefined as T;
  try {
    const answer: unknown = await response.json();
    if (response.ok) return answer as T;
    throw new ApiProblem({ ...unreadable(response.status), ...(answer as Partial<Problem>) }, { requestId });
  } catch (cause) {
    if (cause instanceof ApiProblem || init.signal?.aborted) throw cause;
    throw new ApiProblem(unreadable(response.status), { requestId, cause });
  }
}

const unreachable = {
  title: "The server can't be reached",
  status: 0,
  detail: "Check the connection, then try again.",
};
const unreadable = (status: number) => ({
  title: "The server's answer can't be read",
  status,
  detail: `It answered with status ${status} and no readable body.`,
});
