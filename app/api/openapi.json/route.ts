import { openapiEndpoint } from "@/lib/server/endpoints/openapi";
import { nextRoute } from "@/lib/server/http/next-adapter";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextRoute(openapiEndpoint);
