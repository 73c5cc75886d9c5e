import { pushEndpoint } from "@/lib/server/endpoints/push";
import { nextRoute } from "@/lib/server/http/next-adapter";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextRoute(pushEndpoint);
