import { openapiDocument } from "@/lib/contract/openapi/document";
import { version } from "@/package.json";
import { jsonAnswer } from "../http/exchange";
import type { MethodTable } from "../http/methods";
import { route } from "../http/route";

let document: ReturnType<typeof openapiDocument> | undefined;

/** `GET /api/openapi.json`: public, and the same for everybody. */
export const openapiEndpoint: MethodTable = {
  GET: route({
    caller: null,
    async run() {
      document ??= openapiDocument(version);
      return jsonAnswer(document);
    },
  }),
};
