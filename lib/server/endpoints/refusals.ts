import type { ProblemCode } from "@/lib/contract/problem";
import { AppError } from "../errors";
import type { MethodTable } from "../http/methods";
import { route } from "../http/route";

/** Any request under a host name that isn't ours. */
export const misdirectedEndpoint = refusal(
  "wrong_host",
  "This host name isn't served here; SIGHTLINE_ALLOWED_HOSTS or NEXTAUTH_URL can add it.",
);

/** What Next must not be handed: see `isReadableByNext`. */
export const unreadableEndpoint = refusal(
  "malformed",
  "The address must be valid percent-encoding, the method a common one, and a body here of a stated length up to 64 KiB.",
);

/** What no route of the API answers: a problem, never an HTML page. */
export const unknownEndpoint = refusal("not_found", "There is nothing at this address.");

function refusal(code: ProblemCode, detail: string): MethodTable {
  const refuse = route({
    caller: null,
    async run() {
      throw new AppError(code, { public: detail });
    },
  });
  return { GET: refuse, POST: refuse, PUT: refuse, PATCH: refuse, DELETE: refuse };
}
