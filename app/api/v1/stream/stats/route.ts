import { streamStatsEndpoint } from "@/lib/server/endpoints/stream-stats";
import { nextRoute } from "@/lib/server/http/next-adapter";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextRoute(streamStatsEndpoint);
