import { tickEndpoint } from "@/lib/server/endpoints/tick";
import { nextRoute } from "@/lib/server/http/next-adapter";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextRoute(tickEndpoint);
