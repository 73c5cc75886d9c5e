import { readModelsEndpoint } from "@/lib/server/endpoints/read-models";
import { nextRoute } from "@/lib/server/http/next-adapter";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextRoute(readModelsEndpoint);
