import { sessionsEndpoint } from "@/lib/server/endpoints/sessions";
import { nextRoute } from "@/lib/server/http/next-adapter";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextRoute(sessionsEndpoint);
