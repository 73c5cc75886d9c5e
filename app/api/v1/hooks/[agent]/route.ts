import { hookEndpoint } from "@/lib/server/endpoints/hooks";
import { nextRoute } from "@/lib/server/http/next-adapter";
import { followAppends } from "@/lib/server/projections/follow-appends";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextRoute(hookEndpoint, followAppends);
