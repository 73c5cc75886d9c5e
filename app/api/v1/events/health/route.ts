import { healthEndpoint } from "@/lib/server/endpoints/health";
import { nextRoute } from "@/lib/server/http/next-adapter";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextRoute(healthEndpoint);
