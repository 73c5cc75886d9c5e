import { retentionEndpoint } from "@/lib/server/endpoints/retention";
import { nextRoute } from "@/lib/server/http/next-adapter";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextRoute(retentionEndpoint);
