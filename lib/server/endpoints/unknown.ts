import { AppError } from "../errors";
import type { MethodTable } from "../http/methods";
import { route } from "../http/route";

const notFound = route({
  caller: null,
  async run() {
    throw new AppError("not_found", { public: "There is nothing at this address." });
  },
});

/** What no other route of the API answers: a problem, never an HTML page. */
export const unknownEndpoint: MethodTable = {
  GET: notFound,
  POST: notFound,
  PUT: notFound,
  PATCH: notFound,
  DELETE: notFound,
};
