import { AppError } from "../errors";
import type { MethodTable } from "../http/methods";
import { route } from "../http/route";

const misdirected = route({
  caller: null,
  async run() {
    throw new AppError("wrong_host", {
      public: "This host name isn't served here; SIGHTLINE_ALLOWED_HOSTS or NEXTAUTH_URL can add it.",
    });
  },
});

/** Any request under a host name that isn't ours. */
export const wrongHostEndpoint: MethodTable = {
  GET: misdirected,
  POST: misdirected,
  PUT: misdirected,
  PATCH: misdirected,
  DELETE: misdirected,
};
