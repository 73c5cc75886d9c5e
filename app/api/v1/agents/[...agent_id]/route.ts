import { afterAppends } from "@/lib/server/endpoints/after-appends";
import { agentEndpoint } from "@/lib/server/endpoints/agents";
import { nextRoute } from "@/lib/server/http/next-adapter";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextRoute(agentEndpoint, afterAppends);
