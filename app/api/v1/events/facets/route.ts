import { eventFacetsEndpoint } from "@/lib/server/endpoints/facets";
import { nextRoute } from "@/lib/server/http/next-adapter";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextRoute(eventFacetsEndpoint);
