import { eventsEndpoint } from "@/lib/server/endpoints/events";
import { nextRoute } from "@/lib/server/http/next-adapter";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextRoute(eventsEndpoint);
