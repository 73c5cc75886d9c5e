import { agentSeriesEndpoint } from "@/lib/server/endpoints/agent-series";
import { nextRoute } from "@/lib/server/http/next-adapter";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextRoute(agentSeriesEndpoint);
