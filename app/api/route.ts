import { unknownEndpoint } from "@/lib/server/endpoints/refusals";
import { nextRoute } from "@/lib/server/http/next-adapter";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextRoute(unknownEndpoint);
