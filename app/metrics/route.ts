import { metricsEndpoint } from "@/lib/server/endpoints/metrics";
import { nextRoute } from "@/lib/server/http/next-adapter";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextRoute(metricsEndpoint);
