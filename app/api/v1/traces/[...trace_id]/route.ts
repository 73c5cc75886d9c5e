import { traceEndpoint } from "@/lib/server/endpoints/traces";
import { nextRoute } from "@/lib/server/http/next-adapter";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextRoute(traceEndpoint);
