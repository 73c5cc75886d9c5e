import { rulesEndpoint } from "@/lib/server/endpoints/rules";
import { nextRoute } from "@/lib/server/http/next-adapter";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextRoute(rulesEndpoint);
