import { viewsEndpoint } from "@/lib/server/endpoints/views";
import { nextRoute } from "@/lib/server/http/next-adapter";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextRoute(viewsEndpoint);
