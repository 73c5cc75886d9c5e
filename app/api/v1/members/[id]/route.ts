import { memberEndpoint } from "@/lib/server/endpoints/members";
import { nextRoute } from "@/lib/server/http/next-adapter";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextRoute(memberEndpoint);
