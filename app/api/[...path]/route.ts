import { unknownEndpoint } from "@/lib/server/endpoints/unknown";
import { nextRoute } from "@/lib/server/http/next-adapter";

export const { GET, POST, PUT, PATCH, DELETE } = nextRoute(unknownEndpoint);
