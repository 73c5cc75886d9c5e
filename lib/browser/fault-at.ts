import { ApiProblem } from "./api";

/** What the server says of one field; undefined where it has no fault. */
export function faultAt(error: Error | null, path: string): string | undefined {
  return error instanceof ApiProblem ? error.errors.find((fault) => fault.path === path)?.message : undefined;
}

/** What it says besides the fields that show their own faults; null where these say all. */
export function otherFault(error: Error | null, shown: readonly string[]): string | null {
  if (!error || shown.some((path) => faultAt(error, path) !== undefined)) return null;
  return error instanceof ApiProblem ? error.detail : error.message;
}
