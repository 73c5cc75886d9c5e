import { eventStatsEndpoint } from "@/lib/server/endpoints/stats";
import { nextRoute } from "@/lib/server/http/next-adapter";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextRoute(eventStatsEndpoint);
