import { streamEndpoint } from "@/lib/server/endpoints/stream";
import { nextRoute } from "@/lib/server/http/next-adapter";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextRoute(streamEndpoint);
